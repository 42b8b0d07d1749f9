/**
 * Rate cards: copied from the quota service, applied in SQL when a report is asked for, so that the past is priced anew
 * when a card is corrected. Amounts are integers until they are shown.
 */
package io.tollgate.usage.pricing;
