package io.tollgate.scenarios.proof.usage.outage;

import io.tollgate.scenarios.stand.Stand;
import io.tollgate.stack.servers.Server;
import java.util.function.BooleanSupplier;

/**
 * Something that is killed with {@code kill -9} and later started again on the same data.
 *
 * @param name for people
 * @param kill ends it
 * @param isRunning whether its process is there
 * @param bringBack starts it and returns when it answers
 */
record Absence(String name, Runnable kill, BooleanSupplier isRunning, Runnable bringBack) {

    /** Kills it. @throws AssertionError when it runs on */
    void begin() {
        kill.run();
        if (isRunning.getAsBoolean()) {
            throw new AssertionError(name + " was killed and runs on");
        }
    }

    /** Brings it back. @throws AssertionError when it was not away until now */
    void end() {
        if (isRunning.getAsBoolean()) {
            throw new AssertionError(name + " has come back by itself");
        }
        bringBack.run();
    }

    static Absence ofKafka(Stand stand) {
        return of("Kafka", stand.cluster().kafka().orElseThrow());
    }

    static Absence ofPostgres(Stand stand) {
        return of("PostgreSQL", stand.cluster().postgres().orElseThrow());
    }

    static Absence ofConsumer(Stand stand) {
        var consumer = stand.cluster().usageConsumer();
        return new Absence("usage consumer", consumer::kill, consumer::isRunning, consumer::restart);
    }

    private static Absence of(String name, Server server) {
        return new Absence(name, server::kill, server::isRunning, server::restart);
    }
}
