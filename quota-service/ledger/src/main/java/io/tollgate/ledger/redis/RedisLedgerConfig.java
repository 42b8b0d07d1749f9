package io.tollgate.ledger.redis;

import java.time.Duration;

/**
 * How much may wait for Redis, and when to stop waiting.
 *
 * @param mostInFlight commands under way at once; more are refused immediately
 * @param silence how long nothing at all is answered, while commands fail, until commands are refused immediately; longer
 *     than the connection's response timeout
 * @param slow an answer that took longer is slow: when more than one in twenty is, for two seconds, commands are refused
 *     immediately until a probe is answered faster
 * @param probe the pause between two probes; one is under way at a time, and none while requests are answered
 */
public record RedisLedgerConfig(int mostInFlight, Duration silence, Duration slow, Duration probe) {

    /** 4,096 in flight; 400 ms of silence; slow above 150 ms; a probe every 200 ms. */
    public static final RedisLedgerConfig DEFAULT =
            new RedisLedgerConfig(4_096, Duration.ofMillis(400), Duration.ofMillis(150), Duration.ofMillis(200));

    public RedisLedgerConfig {
        if (mostInFlight < 1) {
            throw new IllegalArgumentException("mostInFlight must be 1 or more");
        }
        if (silence.toMillis() < 1 || slow.toMillis() < 1 || probe.toMillis() < 1) {
            throw new IllegalArgumentException("silence, slow and probe must be 1 ms or more");
        }
    }
}
