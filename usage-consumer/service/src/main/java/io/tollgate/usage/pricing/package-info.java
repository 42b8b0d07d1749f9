/**
 * Rate cards: copied from the quota service as versions that never change, and found from memory for every event that comes.
 * Amounts are integers until they are shown. ADR 0015 says why.
 */
package io.tollgate.usage.pricing;
