package io.tollgate.ledger.memory;

import io.tollgate.ledger.FakeClock;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerContract;
import java.time.Duration;

class InMemoryLedgerTest extends LedgerContract {

    private final FakeClock clock = new FakeClock();
    private final Ledger ledger = new InMemoryLedger(clock);

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public String account() {
        return "contoso";
    }

    @Override
    public void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    public long nowMillis() {
        return clock.millis();
    }
}
