/** How processes are told of the Kafka that events travel on: the same on every side. */
package io.tollgate.events.transport;
