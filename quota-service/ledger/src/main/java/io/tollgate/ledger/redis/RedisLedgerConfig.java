package io.tollgate.ledger.redis;

import java.time.Duration;

/**
 * How much may wait for Redis, and when to stop waiting.
 *
 * @param mostInFlight commands under way at once; more are refused immediately
 * @param failuresToClose time-outs or lost connections in a row after which commands are refused immediately
 * @param pause between two probes while commands are refused; best longer than the connection's response
 *     timeout, else two probes may be under way
 */
public record RedisLedgerConfig(int mostInFlight, int failuresToClose, Duration pause) {

    /** 4,096 in flight; closed after 5 failures, a probe every 250 ms. */
    public static final RedisLedgerConfig DEFAULT = new RedisLedgerConfig(4_096, 5, Duration.ofMillis(250));

    public RedisLedgerConfig {
        if (mostInFlight < 1 || failuresToClose < 1) {
            throw new IllegalArgumentException("mostInFlight and failuresToClose must be 1 or more");
        }
        if (pause.toMillis() < 1) {
            throw new IllegalArgumentException("pause must be 1 ms or more");
        }
    }
}
