/** How urgent requests can be. */
package io.tollgate.quota.priorities;
