/** Groups of tenants with limits that they share. */
package io.tollgate.quota.products;
