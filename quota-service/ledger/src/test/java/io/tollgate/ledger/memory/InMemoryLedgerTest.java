package io.tollgate.ledger.memory;

import io.tollgate.ledger.FakeClock;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerContract;
import java.time.Duration;

class InMemoryLedgerTest extends LedgerContract {

    private final FakeClock clock = new FakeClock();
    private final Ledger ledger = new InMemoryLedger(clock);

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected String account() {
        return "contoso";
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
