/** Prices: rate cards with effective dates. */
package io.tollgate.quota.prices;
