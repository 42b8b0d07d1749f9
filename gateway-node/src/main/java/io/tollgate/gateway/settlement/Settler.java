package io.tollgate.gateway.settlement;

import io.tollgate.gateway.model.Reservations;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Ledger.EndResult;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Usage;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Ends a request's reservation, once. When the ledger does not answer it tries again with the same id, which the ledger
 * takes as one command; when that does not help either the reservation expires and what it reserved stays charged.
 * Thread-safe.
 */
public final class Settler implements Reservations {

    private static final long[] RETRY_AFTER_MILLIS = {250, 1_000, 4_000};

    /** Ends that may wait for the ledger to come back; more are left to expire. */
    private static final int MOST_WAITING = 10_000;

    private final Ledger ledger;
    private final OpenReservations open;
    private final Vertx vertx;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder leftToExpire = new LongAdder();

    public Settler(Ledger ledger, OpenReservations open, Vertx vertx) {
        this.ledger = ledger;
        this.open = open;
        this.vertx = vertx;
    }

    @Override
    public void opened(String account, ReservationId id) {
        open.opened(account, id);
    }

    @Override
    public void raise(String account, ReservationId id, List<Usage> atLeast) {
        ledger.raise(account, id, atLeast);
    }

    @Override
    public void settle(String account, ReservationId id, List<Usage> used) {
        end(id, () -> ledger.settle(account, id, used));
    }

    @Override
    public void release(String account, ReservationId id) {
        end(id, () -> ledger.release(account, id));
    }

    /** Reservations that were left to expire because the ledger did not answer. */
    public long leftToExpire() {
        return leftToExpire.sum();
    }

    private void end(ReservationId id, Supplier<CompletionStage<EndResult>> command) {
        open.closed(id);
        attempt(command, 0);
    }

    private void attempt(Supplier<CompletionStage<EndResult>> command, int attempt) {
        command.get().whenComplete((result, failure) -> {
            if (failure == null) {
                return;
            }
            if (attempt >= RETRY_AFTER_MILLIS.length || waiting.incrementAndGet() > MOST_WAITING) {
                if (attempt < RETRY_AFTER_MILLIS.length) {
                    waiting.decrementAndGet();
                }
                leftToExpire.increment();
                return;
            }
            vertx.setTimer(RETRY_AFTER_MILLIS[attempt], timer -> {
                waiting.decrementAndGet();
                attempt(command, attempt + 1);
            });
        });
    }
}
