/**
 * The whole cluster on one machine: {@link io.tollgate.stack.Cluster} starts real servers, simulated backends and every
 * Tollgate process as children, for {@code ./tollgate up} and for tests alike.
 */
package io.tollgate.stack;
