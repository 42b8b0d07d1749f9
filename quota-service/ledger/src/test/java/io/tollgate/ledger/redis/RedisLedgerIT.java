package io.tollgate.ledger.redis;

import io.tollgate.ledger.FakeClock;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerContract;
import io.tollgate.stack.servers.TestServers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisLedgerIT extends LedgerContract {

    private static RedisConnection connection;
    private static Ledger ledger;

    private final String account = UUID.randomUUID().toString();
    private final ScriptClock clock = new ScriptClock(await(connection.client()), account, new FakeClock());

    @BeforeAll
    static void connect() {
        connection = RedisConnection.open(TestServers.redis().url());
        ledger = new RedisLedger(
                new ScriptRunner(connection, RedisLedgerConfig.DEFAULT, System::nanoTime), ScriptClock::into);
    }

    @AfterAll
    static void disconnect() {
        connection.close();
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected String account() {
        return account;
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
