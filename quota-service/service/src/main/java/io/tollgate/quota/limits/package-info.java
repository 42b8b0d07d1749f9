/** Limits of tenants and keys. */
package io.tollgate.quota.limits;
