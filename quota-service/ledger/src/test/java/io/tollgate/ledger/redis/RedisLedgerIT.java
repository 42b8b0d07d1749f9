package io.tollgate.ledger.redis;

import org.junit.jupiter.api.AfterAll;

class RedisLedgerIT extends RedisLedgerContract {

    private static final RedisConnection CONNECTION = Patient.connection();

    RedisLedgerIT() {
        super(CONNECTION);
    }

    @AfterAll
    static void disconnect() {
        CONNECTION.close();
    }
}
