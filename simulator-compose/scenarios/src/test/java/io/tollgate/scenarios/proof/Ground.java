package io.tollgate.scenarios.proof;

import io.tollgate.scenarios.load.LoadClient;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.stack.process.Waiting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * What a proof works with.
 *
 * @param stand the cluster
 * @param callers where load comes from
 * @param scale 1 for the length that was promised; a test runs a small part of it
 * @param seed of what a proof draws at random
 * @param pictures where pictures go
 */
public record Ground(Stand stand, LoadClient callers, double scale, long seed, Path pictures) {

    private static final double LEAST_TRUSTED = 0.1;

    /** The part of {@code promised} that this run takes, whole seconds, never less than {@code least}. */
    public Duration part(Duration promised, Duration least) {
        long seconds = Math.round(promised.toSeconds() * scale);
        return seconds < least.toSeconds() ? least : Duration.ofSeconds(seconds);
    }

    /** The part of {@code promised} things, never less than {@code least}. */
    public int part(int promised, int least) {
        return Math.max(least, (int) Math.round(promised * scale));
    }

    /**
     * What must hold: {@code promised} where figures can be trusted, {@code briefly} in a run of seconds beside other tests on a
     * machine that may be busy.
     */
    public double bound(double promised, double briefly) {
        return isLong() ? promised : briefly;
    }

    /** Whether the run is long enough for every figure to be trusted. */
    public boolean isLong() {
        return scale >= LEAST_TRUSTED;
    }

    /** Waits for what must come. @throws AssertionError that says what did not */
    public static void await(String what, Duration patience, BooleanSupplier condition) {
        if (!Waiting.until(patience, condition)) {
            throw new AssertionError("after " + patience.toSeconds() + " s not yet: " + what);
        }
    }

    /** The machine's time. */
    public static Instant now() {
        return Instant.ofEpochMilli(Clock.systemUTC().millis());
    }
}
