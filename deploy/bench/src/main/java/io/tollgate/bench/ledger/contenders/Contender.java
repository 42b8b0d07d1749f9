package io.tollgate.bench.ledger.contenders;

import java.util.concurrent.CompletionStage;

/** Something that decides over the limits of an account. Thread-safe, but for {@link #prepare}. */
public interface Contender {

    /** What it is and does, for the table. */
    String name();

    /** How many limits one reservation takes from. */
    int limits();

    /** Makes what it needs for accounts 0 to {@code accounts - 1} in a Redis that is empty. Blocks. */
    default void prepare(int accounts) {}

    /** One reservation, and its settlement where the contender has one. Completes with whether it was granted. */
    CompletionStage<Boolean> reserve(int account);

    /** How many commands a client sent, of the ones that Redis counted. Redis counts those inside scripts as well. */
    long roundTrips(RedisCounters counted);
}
