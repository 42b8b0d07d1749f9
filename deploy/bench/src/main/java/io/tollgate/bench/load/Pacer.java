package io.tollgate.bench.load;

/** Runs something later on the event loop. */
interface Pacer {

    /** Runs {@code task} once, {@code delayNanos} from now or as soon after as the loop is free. */
    void after(long delayNanos, Runnable task);
}
