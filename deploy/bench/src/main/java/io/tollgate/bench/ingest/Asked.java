package io.tollgate.bench.ingest;

import java.time.Duration;

/**
 * One report.
 *
 * @param query behind {@code /usage/v1/chargeback}
 * @param bytes of the answer
 * @param fastest of some times
 * @param median of them
 */
record Asked(String query, int bytes, Duration fastest, Duration median) {}
