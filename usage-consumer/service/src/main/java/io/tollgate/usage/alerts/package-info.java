/**
 * Telling somebody: alerts wait in PostgreSQL until they are delivered, as events to Kafka and to a webhook. At least once each,
 * with an id by which doubles can be told.
 */
package io.tollgate.usage.alerts;
