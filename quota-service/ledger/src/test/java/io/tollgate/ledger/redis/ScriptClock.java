package io.tollgate.ledger.redis;

import io.tollgate.ledger.FakeClock;
import java.time.Duration;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * A clock for scripts on a real Redis. The production scripts know Redis {@code TIME} only; {@link #ledgerOn} rewrites their
 * text, so that a test's scripts are other scripts and no argument could ever turn production's into them.
 */
final class ScriptClock {

    private static final String SERVER_TIME = "redis.call('TIME')";
    private static final String TEST_TIME =
            "{redis.call('HGET', KEYS[1] .. ':test-clock', 's'), redis.call('HGET', KEYS[1] .. ':test-clock', 'us')}";

    private final RedissonClient client;
    private final String account;
    private final FakeClock clock;

    ScriptClock(RedissonClient client, String account, FakeClock clock) {
        this.client = client;
        this.account = account;
        this.clock = clock;
        advance(Duration.ZERO);
    }

    /** A ledger whose scripts read the clocks of their accounts. */
    static RedisLedger ledgerOn(RedisConnection connection) {
        return new RedisLedger(
                new ScriptRunner(connection, RedisLedgerConfig.DEFAULT, System::nanoTime), ScriptClock::into);
    }

    private static String into(String script) {
        if (!script.contains(SERVER_TIME)) {
            throw new IllegalStateException("the script reads no time");
        }
        return script.replace(SERVER_TIME, TEST_TIME);
    }

    void advance(Duration by) {
        clock.advance(by);
        for (String name : new String[] {account, account + "-other"}) {
            var stored =
                    client.<String, String>getMap("tollgate:{" + name + "}:ledger:test-clock", StringCodec.INSTANCE);
            stored.put("s", Long.toString(clock.instant().getEpochSecond()));
            stored.put("us", Long.toString(clock.instant().getNano() / 1_000));
        }
    }

    long millis() {
        return clock.millis();
    }
}
