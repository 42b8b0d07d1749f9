/**
 * Real Redis, Kafka and PostgreSQL on the loopback interface, from Maven artifacts: nothing has to be installed.
 *
 * <p>Every server can be stopped, killed, frozen and started again on the same port and data. All end with this JVM.
 * Tests share one of each per JVM through {@link io.tollgate.stack.servers.TestServers}.
 */
package io.tollgate.stack.servers;
