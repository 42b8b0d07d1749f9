/**
 * Prices the past anew: what events should cost by the cards in force is compared with what they do cost, and the difference is
 * added as pairs of signed rows. Nothing is ever edited. ADR 0015 says why.
 */
package io.tollgate.usage.rerating;
