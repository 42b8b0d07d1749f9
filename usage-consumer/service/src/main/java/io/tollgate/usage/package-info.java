/**
 * The usage consumer: {@code ingest} reads events, {@code store} keeps them, {@code pricing} knows the rates,
 * {@code chargeback} reports.
 */
package io.tollgate.usage;
