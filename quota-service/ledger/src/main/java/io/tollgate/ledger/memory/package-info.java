/** The naive twin of the Redis store: the pure rules behind a lock, for tests and simulations. */
package io.tollgate.ledger.memory;
