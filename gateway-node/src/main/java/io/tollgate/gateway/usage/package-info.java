/**
 * One usage event for every request, whatever dies: written down on the node's disk before the caller gets the last byte,
 * and from there relayed to Kafka, by this process or by the next.
 */
package io.tollgate.gateway.usage;
