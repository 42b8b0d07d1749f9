/** What is compared, each behind one interface. */
package io.tollgate.bench.ledger.contenders;
