/** From configured limits to what the ledger counts: the one place where their names are made. */
package io.tollgate.ledger.limits;
