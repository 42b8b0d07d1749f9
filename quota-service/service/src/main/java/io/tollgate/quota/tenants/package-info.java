/** Tenants: who is billed and whose quota is counted. */
package io.tollgate.quota.tenants;
