package io.tollgate.bench.ledger.contenders;

import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** The ledger in its exact regime: every limit in one script call, all or nothing, and the settlement in another. */
public final class LedgerReservations implements Contender {

    private static final Duration OPEN = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final boolean settles;
    private final int limits;
    private final List<Debit> debits;
    private final List<Usage> usages;
    private final AtomicLong ids = new AtomicLong();

    public LedgerReservations(Ledger ledger, boolean settles, int limits) {
        this.ledger = ledger;
        this.settles = settles;
        this.limits = limits;
        this.debits = Limits.debits(limits);
        this.usages = Limits.usages(limits);
    }

    @Override
    public String name() {
        return settles ? "Tollgate, exact: reserve and settle" : "Tollgate, exact: reserve";
    }

    @Override
    public int limits() {
        return limits;
    }

    @Override
    public CompletionStage<Boolean> reserve(int account) {
        String name = "bench-" + account;
        var id = new ReservationId("benchmark-" + Long.toString(ids.incrementAndGet(), Character.MAX_RADIX));
        CompletionStage<Boolean> granted = ledger.reserve(new Reservation(name, id, debits, OPEN))
                .thenApply(result -> result instanceof ReserveResult.Granted);
        return settles
                ? granted.thenCompose(yes -> ledger.settle(name, id, usages).thenApply(ended -> yes))
                : granted;
    }

    @Override
    public long roundTrips(RedisCounters counted) {
        return counted.scriptCalls();
    }
}
