package io.tollgate.ledger.redis;

import io.tollgate.stack.servers.TestServers;
import java.time.Duration;

/** Connections for tests that are not about time, on machines that are busy with other builds. */
final class Patient {

    private Patient() {}

    /** To the Redis that all tests share. */
    static RedisConnection connection() {
        return connection(TestServers.redis().url());
    }

    static RedisConnection connection(String url) {
        return RedisConnection.open(url, Duration.ofSeconds(5));
    }
}
