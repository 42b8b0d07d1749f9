package io.tollgate.usage.store.event;

import java.util.concurrent.atomic.AtomicInteger;

/** Whether batches go the careful way: some do after it was needed. Thread-safe. */
final class Care {

    static final int BATCHES = 10;

    private final AtomicInteger left = new AtomicInteger();

    /** It was needed: the next batches are to be written carefully. */
    void need() {
        left.set(BATCHES);
    }

    /** Whether this batch is one of those. */
    boolean take() {
        return left.getAndUpdate(batches -> Math.max(0, batches - 1)) > 0;
    }
}
