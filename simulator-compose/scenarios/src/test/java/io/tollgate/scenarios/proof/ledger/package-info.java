/** One class for each of the ledger's promises, and the tenants, callers and backends that they have in common. */
package io.tollgate.scenarios.proof.ledger;
