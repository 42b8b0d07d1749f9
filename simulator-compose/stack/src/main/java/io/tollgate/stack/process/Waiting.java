package io.tollgate.stack.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something outside this JVM by looking again and again. */
public final class Waiting {

    private static final Duration SHORT = Duration.ofMillis(15);

    private Waiting() {}

    /** Looks until {@code condition} holds, at most for {@code most}. @return whether it held */
    public static boolean until(Duration most, BooleanSupplier condition) {
        return until(most, SHORT, condition);
    }

    /** The same with a longer pause between two looks, for looks that cost something. */
    public static boolean until(Duration most, Duration pause, BooleanSupplier condition) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting");
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }
}
