package io.tollgate.gateway.upstream.credential;

/** Runs things later. */
@FunctionalInterface
public interface Timers {

    /** Runs {@code task} after so long; the result, when run, prevents that. */
    Runnable after(long delayMillis, Runnable task);
}
