/** What was used, as backends, callers, Kafka and the report each say, while everything that writes it down is killed. */
package io.tollgate.scenarios.proof.usage.conservation;
