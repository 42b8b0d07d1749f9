package io.tollgate.bench.ingest;

import java.time.Duration;

/**
 * What working off the backlog took, from the end of the first batch to the end of the last.
 *
 * @param events written in that time: those of the first batch are not among them
 * @param eventBytes of one event's JSON, on average
 * @param time that passed
 * @param consumer CPU time of the consumer
 * @param postgres CPU time of PostgreSQL
 * @param kafka CPU time of the broker
 */
record Ingested(long events, long eventBytes, Duration time, Duration consumer, Duration postgres, Duration kafka) {

    double perSecond() {
        return events * 1e9 / time.toNanos();
    }

    double microsEach(Duration cpu) {
        return cpu.toNanos() / 1e3 / events;
    }
}
