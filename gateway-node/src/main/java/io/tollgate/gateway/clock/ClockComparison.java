package io.tollgate.gateway.clock;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Asks Redis for its time every five seconds, one question at a time. */
public final class ClockComparison {

    static final long EVERY_MILLIS = 5_000;

    private final SharedClock clock;
    private final Supplier<CompletionStage<Long>> serverMillis;
    private final BooleanSupplier answers;
    private final LongSupplier monotonicMillis;
    private final AtomicBoolean asking = new AtomicBoolean();

    /**
     * @param serverMillis asks; fails within a deadline
     * @param answers whether it is worth while to ask
     */
    public ClockComparison(
            SharedClock clock,
            Supplier<CompletionStage<Long>> serverMillis,
            BooleanSupplier answers,
            LongSupplier monotonicMillis) {
        this.clock = clock;
        this.serverMillis = serverMillis;
        this.answers = answers;
        this.monotonicMillis = monotonicMillis;
    }

    /** Starts the timer; it ends with {@code vertx}. */
    public void start(Vertx vertx) {
        vertx.setPeriodic(EVERY_MILLIS, tick -> compare());
    }

    /** Compares now, unless a comparison is under way. */
    public void compare() {
        if (!answers.getAsBoolean() || !asking.compareAndSet(false, true)) {
            return;
        }
        long askedMillis = clock.machineMillis();
        long sinceMillis = monotonicMillis.getAsLong();
        serverMillis.get().whenComplete((server, failure) -> {
            if (failure == null) {
                clock.compared(askedMillis, server, monotonicMillis.getAsLong() - sinceMillis);
            }
            asking.set(false);
        });
    }
}
