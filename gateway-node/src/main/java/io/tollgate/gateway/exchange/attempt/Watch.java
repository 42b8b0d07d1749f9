package io.tollgate.gateway.exchange.attempt;

/**
 * The deadline of one attempt, which moves as the attempt gets on. A later deadline costs nothing: the timer that there is
 * finds out when it runs. To be {@linkplain #stop stopped} in any case.
 */
final class Watch {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final AttemptStages stages;
    private Runnable late;
    private Runnable cancel = () -> {};
    private long dueNanos;
    private long timerNanos;
    private boolean stopped;

    /**
     * @param late runs once, if the deadline passes
     */
    Watch(AttemptStages stages, Runnable late) {
        this.stages = stages;
        this.late = late;
    }

    /** Something else is to be done if the deadline passes. */
    void onLate(Runnable other) {
        late = other;
    }

    /**
     * Begins with a deadline at {@code nanos}, by the stages' clock.
     *
     * @param lookNanos no later; a deadline that is moved forward to this moment, or less, needs no other timer
     */
    void begin(long nanos, long lookNanos) {
        dueNanos = nanos;
        arm(lookNanos);
    }

    /** The deadline is now {@code nanos}, by the stages' clock. */
    void until(long nanos) {
        if (stopped) {
            return;
        }
        dueNanos = nanos;
        if (dueNanos - timerNanos < 0) {
            cancel.run();
            arm(dueNanos);
        }
    }

    void stop() {
        stopped = true;
        cancel.run();
    }

    private void arm(long nanos) {
        timerNanos = nanos;
        long millis = Math.max(1, Math.ceilDiv(nanos - stages.nanos(), NANOS_PER_MILLI));
        cancel = stages.after(millis, this::look);
    }

    private void look() {
        if (dueNanos - stages.nanos() > 0) {
            arm(dueNanos);
        } else {
            stopped = true;
            late.run();
        }
    }
}
