package io.tollgate.stack.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** What people see. Thread-safe. */
final class Console {

    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final PrintStream err;
    private final LongSupplier nanoClock;
    private final long startedAtNanos;

    Console(PrintStream out, PrintStream err, LongSupplier nanoClock) {
        this.out = out;
        this.err = err;
        this.nanoClock = nanoClock;
        this.startedAtNanos = nanoClock.getAsLong();
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    /** A line of progress, with the seconds since the start. */
    void step(String text) {
        say("[%5.1f s] %s".formatted(seconds(), text));
    }

    void complain(String text) {
        err.println(text);
        err.flush();
    }

    double seconds() {
        return (nanoClock.getAsLong() - startedAtNanos) / NANOS_PER_SECOND;
    }
}
