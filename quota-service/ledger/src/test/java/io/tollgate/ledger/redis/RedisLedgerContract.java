package io.tollgate.ledger.redis;

import io.tollgate.ledger.FakeClock;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerContract;
import java.time.Duration;
import java.util.UUID;

abstract class RedisLedgerContract extends LedgerContract {

    private final String account = UUID.randomUUID().toString();
    private final ScriptClock clock;
    private final Ledger ledger;

    RedisLedgerContract(RedisConnection connection) {
        clock = new ScriptClock(await(connection.client()), account, new FakeClock());
        ledger = ScriptClock.ledgerOn(connection);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public String account() {
        return account;
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
