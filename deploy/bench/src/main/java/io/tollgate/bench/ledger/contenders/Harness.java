package io.tollgate.bench.ledger.contenders;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Grants at once without asking anything: what the measuring costs by itself. */
public final class Harness implements Contender {

    private final CompletableFuture<Boolean> granted = CompletableFuture.completedFuture(true);

    @Override
    public String name() {
        return "nothing: the harness itself";
    }

    @Override
    public int limits() {
        return 0;
    }

    @Override
    public CompletionStage<Boolean> reserve(int account) {
        return granted;
    }

    @Override
    public long roundTrips(RedisCounters counted) {
        return 0;
    }
}
