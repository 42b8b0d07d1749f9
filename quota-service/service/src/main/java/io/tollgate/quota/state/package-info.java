/** How deployments fare, by what the ledger holds of them and what nodes say of them. */
package io.tollgate.quota.state;
