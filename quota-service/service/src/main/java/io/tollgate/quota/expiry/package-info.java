/**
 * Ends reservations whose node has died: their deadline has passed and nobody has settled them. What they reserved stays
 * charged, since nobody knows what was used.
 */
package io.tollgate.quota.expiry;
