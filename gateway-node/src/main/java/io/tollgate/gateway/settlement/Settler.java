package io.tollgate.gateway.settlement;

import io.tollgate.catalog.LimitKind;
import io.tollgate.gateway.model.AppliedLimit;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.EndResult;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Usage;
import io.vertx.core.Vertx;
import java.util.ArrayList;
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
public final class Settler {

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

    /** The request used {@code tokens} and counts as one request. */
    public void settle(String account, RequestId id, QuotaView quota, long tokens) {
        if (quota.limits().isEmpty()) {
            return;
        }
        List<Usage> used = new ArrayList<>(quota.limits().size());
        for (AppliedLimit limit : quota.limits()) {
            used.add(new Usage(limit.bucket(), limit.kind() == LimitKind.TOKENS_PER_MINUTE ? tokens : 1));
        }
        var reservation = new ReservationId(id.value());
        end(reservation, () -> ledger.settle(account, reservation, used));
    }

    /** Nothing was used; the request does not count. */
    public void release(String account, RequestId id, QuotaView quota) {
        if (!quota.limits().isEmpty()) {
            var reservation = new ReservationId(id.value());
            end(reservation, () -> ledger.release(account, reservation));
        }
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
