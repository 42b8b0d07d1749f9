/** Kafka, the usage consumer and PostgreSQL away for minutes: callers notice nothing, and what has piled up arrives. */
package io.tollgate.scenarios.proof.usage.outage;
