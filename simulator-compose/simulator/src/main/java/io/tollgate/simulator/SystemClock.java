package io.tollgate.simulator;

import java.util.function.LongSupplier;

/** The machine's clock: starts with the time of day and never goes back. */
final class SystemClock {
    private SystemClock() {}

    static LongSupplier epochMicros() {
        long startNanos = System.nanoTime();
        long startMicros = System.currentTimeMillis() * 1000;
        return () -> startMicros + (System.nanoTime() - startNanos) / 1000;
    }
}
