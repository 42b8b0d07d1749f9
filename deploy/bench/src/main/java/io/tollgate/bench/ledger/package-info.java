/** The ledger alone on a Redis of its own, beside Redisson's rate limiter and bucket4j, in one run. */
package io.tollgate.bench.ledger;
