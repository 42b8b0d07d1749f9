/**
 * Kafka to the store: poll, decode, one transaction. What has been read is what the store says has been read; after any
 * failure, reading goes on from there. The only package that knows Kafka.
 */
package io.tollgate.usage.ingest;
