package io.tollgate.stack.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something outside this JVM by looking again and again. */
public final class Waiting {

    private static final long PAUSE_NANOS = Duration.ofMillis(15).toNanos();

    private Waiting() {}

    /** Looks until {@code condition} holds, at most for {@code most}. @return whether it held */
    public static boolean until(Duration most, BooleanSupplier condition) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
