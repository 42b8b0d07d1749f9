package io.tollgate.bench.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Looks again and again until something is so, and gives up when that takes too long. */
final class Patience {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final LongSupplier nanoClock;
    private final Pause pause;

    /** @param nanoClock a monotonic clock in nanoseconds, which goes on while {@code pause} waits */
    Patience(LongSupplier nanoClock, Pause pause) {
        this.nanoClock = nanoClock;
        this.pause = pause;
    }

    /** Waits for some time. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** What is still missing; empty when nothing is. */
    @FunctionalInterface
    interface Look {
        Optional<String> missing() throws IOException, InterruptedException;
    }

    /** Returns when nothing is missing. @throws IOException when something still is after {@code most}, with what that is */
    void await(Duration most, Look look) throws IOException, InterruptedException {
        await(most, Duration.ZERO, look);
    }

    /**
     * Returns when nothing has been missing for {@code lasting}.
     *
     * @throws IOException when that is not so after {@code most}, with what was missing last
     */
    void await(Duration most, Duration lasting, Look look) throws IOException, InterruptedException {
        long begun = nanoClock.getAsLong();
        long whole = begun;
        String missed = "it did not last for " + lasting.toSeconds() + " s";
        while (true) {
            Optional<String> missing = look.missing();
            long now = nanoClock.getAsLong();
            if (missing.isPresent()) {
                whole = now;
                missed = missing.get();
            } else if (now - whole >= lasting.toNanos()) {
                return;
            }
            if (now - begun >= most.toNanos()) {
                throw new IOException("after " + most.toSeconds() + " s, " + missed);
            }
            pause.of(PAUSE);
        }
    }
}
