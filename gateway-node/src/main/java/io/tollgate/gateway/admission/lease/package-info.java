/**
 * Admission from blocks that this node has leased in the ledger: no round trip while every limit is far. A lease is kept for
 * each set of limits that requests name together.
 */
package io.tollgate.gateway.admission.lease;
