package io.tollgate.bench.report;

import io.tollgate.bench.load.Recording;
import java.time.Duration;

/**
 * One workload on one target.
 *
 * @param recording what the generator saw
 * @param elapsed from the first request to the last answer
 * @param cpu that the target's processes used meanwhile; zero on the direct way
 * @param residentBytes of the target's processes at the end; zero on the direct way
 */
public record Measured(Recording recording, Duration elapsed, Duration cpu, long residentBytes) {

    private static final double LIMIT_OF_ONE_CORE = 0.9;

    /** Answered requests per second of elapsed time. */
    public double requestsPerSecond() {
        return recording.answered() / seconds(elapsed);
    }

    /** CPU time of the target per answered request, in microseconds; NaN without an answer. */
    public double cpuMicrosPerRequest() {
        return recording.answered() == 0 ? Double.NaN : seconds(cpu) * 1_000_000 / recording.answered();
    }

    /** Whether the target's core was the ceiling, not the generator's. */
    public boolean usedItsCore() {
        return seconds(cpu) >= LIMIT_OF_ONE_CORE * seconds(elapsed);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
