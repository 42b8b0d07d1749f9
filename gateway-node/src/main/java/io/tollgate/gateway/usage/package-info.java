/** One usage event for every request, on its way to Kafka. */
package io.tollgate.gateway.usage;
