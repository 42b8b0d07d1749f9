/** What the ledger holds of a tenant, for administrators to look at. */
package io.tollgate.quota.usage;
