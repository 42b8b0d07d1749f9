package io.tollgate.gateway.admission.lease;

/** Runs something later, never on the calling stack. Thread-safe. */
@FunctionalInterface
public interface Timers {

    /** Once, after this long; 1 or more. */
    void after(long millis, Runnable task);
}
