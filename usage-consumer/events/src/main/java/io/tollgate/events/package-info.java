/**
 * The usage event: one for every request that reached a gateway node, whatever became of it. The contract between the
 * nodes, which write, and the consumers, which read; it is only ever added to. Golden files under
 * {@code src/test/resources/golden/v1} hold what every later version must still read.
 */
package io.tollgate.events;
