package io.tollgate.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when told to. */
public final class FakeClock implements InstantSource {

    private Instant now = Instant.parse("2026-11-21T08:00:00Z");

    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
