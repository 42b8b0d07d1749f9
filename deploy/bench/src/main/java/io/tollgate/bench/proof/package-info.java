/** Proves one more node of a running stack, started from a native binary: that it serves, that it counts, what it takes. */
package io.tollgate.bench.proof;
