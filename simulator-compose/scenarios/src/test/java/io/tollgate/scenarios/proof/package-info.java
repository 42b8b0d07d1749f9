/** Programs that show what the ledger promises, each for seconds in the tests and for minutes by {@code ./tollgate prove ledger}. */
package io.tollgate.scenarios.proof;
