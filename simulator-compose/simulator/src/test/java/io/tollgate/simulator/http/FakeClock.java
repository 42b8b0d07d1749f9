package io.tollgate.simulator.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until it is moved; begins with a minute. */
final class FakeClock implements LongSupplier {
    private final AtomicLong micros = new AtomicLong(1_800_000_000L * 1_000_000);

    @Override
    public long getAsLong() {
        return micros.get();
    }

    void advance(Duration by) {
        micros.addAndGet(by.toNanos() / 1000);
    }
}
