/**
 * Admission while the ledger cannot be asked, by what each limit says about that: refused, from this node's part of the
 * limit, or let through. What was admitted is charged when the ledger is back. {@code docs/ledger.md} has the arithmetic.
 */
package io.tollgate.gateway.admission.degraded;
