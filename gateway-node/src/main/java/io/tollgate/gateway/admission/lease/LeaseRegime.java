package io.tollgate.gateway.admission.lease;

import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.admission.LocalRegime;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Admits from blocks that this node has leased, one lease for each set of limits that requests name together. A node that
 * dies forfeits at most what its leases have outstanding, for as long as they live. Thread-safe and bounded.
 */
public final class LeaseRegime implements LocalRegime {

    /** Sets of limits that are watched or leased; the requests of any more are decided by the ledger. */
    static final int MOST_LEASES = 10_000;

    private static final long FORGET_AFTER_MILLIS = 30_000;

    private final Surroundings node;
    private final ConcurrentHashMap<LeaseKey, AccountLease> leases = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param monotonicMillis a clock that nobody sets
     * @param processId letters and digits, at most 40, that no other process has or had
     */
    public LeaseRegime(
            Ledger ledger, Timers timers, LongSupplier monotonicMillis, MeterRegistry registry, String processId) {
        node = new Surroundings(
                ledger, timers, monotonicMillis, new LeaseMetrics(registry), "lease-" + processId, new AtomicLong());
        timers.after(FORGET_AFTER_MILLIS, this::forget);
    }

    @Override
    public Optional<Grant> tryAdmit(Demand demand) {
        if (closed || !LeasePolicy.isLeasable(demand)) {
            return Optional.empty();
        }
        AccountLease lease = leases.get(new LeaseKey(demand));
        return lease == null ? Optional.empty() : Optional.ofNullable(lease.tryAdmit(demand));
    }

    @Override
    public void observe(Demand demand, List<Level> levels) {
        if (closed || !LeasePolicy.isLeasable(demand)) {
            return;
        }
        var key = new LeaseKey(demand);
        AccountLease lease = leases.get(key);
        if (lease == null) {
            if (leases.size() >= MOST_LEASES) {
                return;
            }
            lease = leases.computeIfAbsent(key, unknown -> new AccountLease(node, demand));
        }
        lease.observe(demand, levels);
    }

    @Override
    public Optional<LastSeen> lastSeen(Demand demand) {
        AccountLease lease = leases.get(new LeaseKey(demand));
        return lease == null ? Optional.empty() : lease.lastSeen();
    }

    /** Admits no more. The stage completes when the ledger has back what is not in flight, and fails never. */
    public CompletionStage<Void> close() {
        closed = true;
        return CompletableFuture.allOf(leases.values().stream()
                .map(lease -> lease.close().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private void forget() {
        leases.values().removeIf(lease -> lease.isForgotten(FORGET_AFTER_MILLIS));
        if (!closed) {
            node.timers().after(FORGET_AFTER_MILLIS / 3, this::forget);
        }
    }
}
