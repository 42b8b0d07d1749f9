/** Keys of tenants: made here, shown once, stored as a hash. */
package io.tollgate.quota.keys;
