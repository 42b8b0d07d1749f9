package io.tollgate.bench.ledger;

import io.tollgate.bench.ledger.contenders.RedisCounters;

/**
 * What one run on one contender cost.
 *
 * @param sample how its reservations went
 * @param seconds it took
 * @param clientCpuMicros user and system time of this process, the driver included
 * @param redis what was added to Redis's counters
 * @param roundTrips commands that were sent to Redis
 */
public record Run(Sample sample, double seconds, double clientCpuMicros, RedisCounters redis, long roundTrips) {

    double perSecond() {
        return sample.granted() / seconds;
    }

    double clientMicrosEach() {
        return clientCpuMicros / answered();
    }

    double redisMicrosEach() {
        return redis.cpuMicros() / (double) answered();
    }

    double roundTripsEach() {
        return roundTrips / (double) answered();
    }

    private long answered() {
        return Math.max(1, sample.granted());
    }
}
