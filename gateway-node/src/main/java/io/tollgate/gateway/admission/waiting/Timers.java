package io.tollgate.gateway.admission.waiting;

/** Runs things later, never on the caller's stack. Thread-safe. */
@FunctionalInterface
public interface Timers {

    /**
     * Runs {@code task} once.
     *
     * @param delayMillis 1 or more
     * @return cancels it
     */
    Runnable after(long delayMillis, Runnable task);
}
