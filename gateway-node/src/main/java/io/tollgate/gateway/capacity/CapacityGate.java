package io.tollgate.gateway.capacity;

import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Share;
import io.tollgate.gateway.capacity.CapacityPlan.Ground;
import io.tollgate.gateway.capacity.CapacityPlan.Workload;
import io.tollgate.gateway.model.Reservations;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.limits.CapacityAccounts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Reserves room on a deployment before an attempt. A ledger that cannot be asked refuses nobody: the backend decides then.
 * Thread-safe; knows as many deployments as the catalog has had since the start.
 */
public final class CapacityGate {

    /** What a request that no bucket ever holds is told; configuration cannot bring it about. */
    private static final long NEVER_RETRY_MILLIS = 60_000;

    private final Ledger ledger;
    private final Duration timeToLive;
    private final LongSupplier monotonicMillis;
    private final CountedHold.Parts parts;
    private final ConcurrentHashMap<String, Known> deployments = new ConcurrentHashMap<>();
    private final LongAdder denied = new LongAdder();
    private final LongAdder corrected = new LongAdder();

    private record Known(CapacityPlan plan, BorrowingTurns turns) {}

    /**
     * @param timeToLive how long a reservation outlives a node that stops extending it
     */
    public CapacityGate(Ledger ledger, Reservations reservations, Duration timeToLive, LongSupplier monotonicMillis) {
        this.ledger = ledger;
        this.timeToLive = timeToLive;
        this.monotonicMillis = monotonicMillis;
        this.parts = new CountedHold.Parts(ledger, reservations, monotonicMillis, corrected);
    }

    /** Never fails. At once, with nothing counted, for a deployment without limits. */
    public CompletionStage<Claim> claim(Want want) {
        DeploymentCapacity capacity = want.deployment().limits().orElse(null);
        if (capacity == null) {
            return CompletableFuture.completedFuture(Claim.UNCOUNTED);
        }
        Known known = known(want, capacity);
        return known.plan
                .workload(want.tenant())
                .map(workload -> share(want, known, workload))
                .orElseGet(() -> reserve(want, known.plan, Ground.FREE))
                .thenApply(this::counted);
    }

    /** Attempts that were refused for want of room, each deployment counted. */
    public long denied() {
        return denied.sum();
    }

    /** Levels lowered because backends reported less room than was counted. */
    public long corrected() {
        return corrected.sum();
    }

    private Known known(Want want, DeploymentCapacity capacity) {
        Known known = deployments.get(want.deployment().id());
        if (known != null && known.plan.isOf(capacity, want.classes())) {
            return known;
        }
        BorrowingTurns turns = known == null ? new BorrowingTurns() : known.turns;
        var fresh = new Known(new CapacityPlan(capacity, want.classes()), turns);
        deployments.put(want.deployment().id(), fresh);
        return fresh;
    }

    /** First what is guaranteed, then what is free. */
    private CompletionStage<Claim> share(Want want, Known known, Workload workload) {
        Share share = workload.share();
        long now = monotonicMillis.getAsLong();
        if (workload.guarantee().isEmpty() || known.turns.isGuaranteeSpent(share, now)) {
            return borrow(want, known, share, Long.MAX_VALUE);
        }
        return reserve(want, known.plan, Ground.GUARANTEED).thenCompose(claim -> {
            if (claim instanceof Claim.Full full) {
                known.turns.guaranteeSpent(share, full.retryAfterMillis(), now);
                return borrow(want, known, share, full.retryAfterMillis());
            }
            return CompletableFuture.completedFuture(claim);
        });
    }

    private CompletionStage<Claim> borrow(Want want, Known known, Share share, long guaranteedInMillis) {
        long now = monotonicMillis.getAsLong();
        long waitMillis = known.turns.waitMillis(share, known.plan.tokens.perMinute(), now);
        if (waitMillis > 0) {
            return CompletableFuture.completedFuture(new Claim.Full(Math.min(waitMillis, guaranteedInMillis)));
        }
        return reserve(want, known.plan, Ground.FREE).thenApply(claim -> {
            if (claim instanceof Claim.Full full) {
                known.turns.refused(share, full.retryAfterMillis(), now);
                return new Claim.Full(Math.min(full.retryAfterMillis(), guaranteedInMillis));
            }
            known.turns.borrowed(share, known.plan.weigh(want.inputTokens(), 0, want.outputTokens()));
            return claim;
        });
    }

    private CompletionStage<Claim> reserve(Want want, CapacityPlan plan, Ground ground) {
        long weightedTokens = plan.weigh(want.inputTokens(), 0, want.outputTokens());
        var reservation = new Reservation(
                CapacityAccounts.account(want.deployment().id()),
                want.id(),
                plan.debits(want.rank(), want.tenant(), weightedTokens, ground),
                timeToLive);
        return ledger.reserve(reservation).handle((result, failure) -> {
            if (failure != null) {
                // The command may have arrived although its answer did not.
                ledger.release(reservation.account(), reservation.id());
                return Claim.UNCOUNTED;
            }
            return switch (result) {
                case ReserveResult.Granted granted -> {
                    var hold = new CountedHold(parts, plan, reservation, granted.levels());
                    hold.raiseTo(weightedTokens);
                    yield new Claim.Room(hold);
                }
                case ReserveResult.Denied full -> new Claim.Full(full.retryAfterMillis());
                case ReserveResult.NeverFits never -> new Claim.Full(NEVER_RETRY_MILLIS);
            };
        });
    }

    private Claim counted(Claim claim) {
        if (claim instanceof Claim.Full) {
            denied.increment();
        }
        return claim;
    }
}
