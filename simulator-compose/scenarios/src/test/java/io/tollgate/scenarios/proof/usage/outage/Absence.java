package io.tollgate.scenarios.proof.usage.outage;

import io.tollgate.scenarios.stand.Stand;
import io.tollgate.stack.servers.Server;

/**
 * Something that is killed with {@code kill -9} and later started again on the same data.
 *
 * @param name for people
 * @param kill ends it
 * @param bringBack starts it and returns when it answers
 */
record Absence(String name, Runnable kill, Runnable bringBack) {

    static Absence ofKafka(Stand stand) {
        return of("Kafka", stand.cluster().kafka().orElseThrow());
    }

    static Absence ofPostgres(Stand stand) {
        return of("PostgreSQL", stand.cluster().postgres().orElseThrow());
    }

    static Absence ofConsumer(Stand stand) {
        var consumer = stand.cluster().usageConsumer();
        return new Absence("usage consumer", consumer::kill, consumer::restart);
    }

    private static Absence of(String name, Server server) {
        return new Absence(name, server::kill, server::restart);
    }
}
