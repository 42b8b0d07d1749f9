package io.tollgate.gateway.wiring;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The machine's clocks, handed to those who need one. */
final class Clocks {

    private Clocks() {}

    static InstantSource wall() {
        return InstantSource.system();
    }

    static LongSupplier nanos() {
        return System::nanoTime;
    }

    static LongSupplier monotonicMillis() {
        return () -> System.nanoTime() / 1_000_000;
    }
}
