package io.tollgate.gateway.clock;

import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * The machine's clock, corrected by how far it is from Redis' where that is a second or more: what nodes write, events above all, is
 * dated by one clock. Redis' is the one by which periods of quotas begin and end. Without Redis the last correction stays. Thread-safe;
 * a comparison is told by one thread at a time.
 */
public final class SharedClock implements InstantSource {

    /** A clock that is off by less is left alone. */
    static final long TOLERATED_MILLIS = 1_000;

    /** A clock that was corrected is right again when it is off by less than this. */
    static final long RIGHT_MILLIS = 750;

    /** A comparison that took longer says too little. */
    static final long SLOWEST_MILLIS = 500;

    /** A correction is not changed for less. */
    static final long STEP_MILLIS = 250;

    private static final Logger LOGGER = Logger.getLogger(SharedClock.class);

    private final InstantSource machine;
    private volatile long offsetMillis;
    private volatile long correctionMillis;
    private long saidMillis;

    public SharedClock(InstantSource machine) {
        this.machine = machine;
    }

    @Override
    public Instant instant() {
        long correction = correctionMillis;
        Instant now = machine.instant();
        return correction == 0 ? now : now.plusMillis(correction);
    }

    /** How far Redis' clock was ahead of this machine's when they were last compared; negative when it was behind. */
    public long offsetMillis() {
        return offsetMillis;
    }

    /** What is added to this machine's time. */
    public long correctionMillis() {
        return correctionMillis;
    }

    /** This machine's time, for comparisons. */
    long machineMillis() {
        return machine.millis();
    }

    /**
     * Redis was asked for its time.
     *
     * @param askedMillis when, by this machine's clock
     * @param tookMillis until the answer, by a clock that nobody sets
     */
    void compared(long askedMillis, long serverMillis, long tookMillis) {
        if (tookMillis > SLOWEST_MILLIS) {
            return;
        }
        long offset = serverMillis - (askedMillis + tookMillis / 2);
        offsetMillis = offset;
        boolean isOff = Math.abs(offset) >= (correctionMillis == 0 ? TOLERATED_MILLIS : RIGHT_MILLIS);
        if (!isOff) {
            correctionMillis = 0;
        } else if (Math.abs(offset - correctionMillis) >= STEP_MILLIS) {
            correctionMillis = offset;
        }
        say();
    }

    /** Once for each change that matters. */
    private void say() {
        long correction = correctionMillis;
        if (correction == 0 && saidMillis != 0) {
            LOGGER.info("this machine's clock is right again");
        } else if (correction != 0 && (saidMillis == 0 || Math.abs(correction - saidMillis) >= TOLERATED_MILLIS)) {
            LOGGER.warnf(
                    "this machine's clock is %d ms %s Redis': times are corrected by that",
                    Math.abs(correction), correction < 0 ? "ahead of" : "behind");
        } else {
            return;
        }
        saidMillis = correction;
    }
}
