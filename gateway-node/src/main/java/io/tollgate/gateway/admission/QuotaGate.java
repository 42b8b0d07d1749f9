package io.tollgate.gateway.admission;

import io.tollgate.catalog.Limit;
import io.tollgate.gateway.model.AppliedLimit;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reserves from the tenant's and the key's limits, all or nothing, in one step of the ledger. Thread-safe. */
public final class QuotaGate {

    private final Ledger ledger;
    private final Headroom headroom;
    private final Duration reservationTimeToLive;

    /**
     * @param reservationTimeToLive how long a reservation outlives a node that stops extending it
     */
    public QuotaGate(Ledger ledger, Headroom headroom, Duration reservationTimeToLive) {
        this.ledger = ledger;
        this.headroom = headroom;
        this.reservationTimeToLive = reservationTimeToLive;
    }

    /** The stage never fails. The request's id is the reservation's id. */
    public CompletionStage<Admission> admit(Caller caller, RequestId id, ReservationAmount amount) {
        List<AppliedLimit> limits = limitsOf(caller);
        if (limits.isEmpty()) {
            return CompletableFuture.completedStage(new Admission.Granted(QuotaView.NONE));
        }
        var debits = new ArrayList<Debit>(limits.size());
        for (AppliedLimit limit : limits) {
            debits.add(new Debit(limit.bucket(), amountFor(limit, amount)));
        }
        var reservation =
                new Reservation(caller.tenant().id(), new ReservationId(id.value()), debits, reservationTimeToLive);
        return reserve(reservation)
                .thenApply(result -> {
                    headroom.observe(caller.key().id(), new QuotaView(limits, result.levels()));
                    return admission(result, limits, amount);
                })
                .exceptionally(failure -> {
                    // The command may have arrived although its answer did not.
                    ledger.release(reservation.account(), reservation.id());
                    return new Admission.Unavailable();
                });
    }

    /** Asks twice: under one id it is one reservation, and a single answer that is late need not refuse a request. */
    private CompletionStage<ReserveResult> reserve(Reservation reservation) {
        return ledger.reserve(reservation).exceptionallyCompose(late -> ledger.reserve(reservation));
    }

    private static Admission admission(ReserveResult result, List<AppliedLimit> limits, ReservationAmount amount) {
        return switch (result) {
            case ReserveResult.Granted granted -> new Admission.Granted(new QuotaView(limits, granted.levels()));
            case ReserveResult.Denied denied -> {
                AppliedLimit limit = named(limits, denied.denying());
                yield new Admission.Denied(
                        limit,
                        amountFor(limit, amount),
                        denied.retryAfterMillis(),
                        new QuotaView(limits, denied.levels()));
            }
            case ReserveResult.NeverFits never -> {
                AppliedLimit limit = named(limits, never.denying());
                yield new Admission.NeverFits(limit, amountFor(limit, amount));
            }
        };
    }

    private static long amountFor(AppliedLimit limit, ReservationAmount amount) {
        return switch (limit.kind()) {
            case TOKENS_PER_MINUTE -> amount.within(limit.bucket().capacity());
            case REQUESTS_PER_MINUTE -> 1;
        };
    }

    private static AppliedLimit named(List<AppliedLimit> limits, Bucket bucket) {
        return limits.stream()
                .filter(limit -> limit.bucket().id().equals(bucket.id()))
                .findFirst()
                .orElseThrow();
    }

    private static List<AppliedLimit> limitsOf(Caller caller) {
        var limits = new ArrayList<AppliedLimit>(4);
        for (Limit limit : caller.tenant().limits()) {
            limits.add(applied(limit.kind().tenantBucket(), limit));
        }
        for (Limit limit : caller.key().limits()) {
            limits.add(applied(limit.kind().keyBucket(caller.key().id()), limit));
        }
        return limits;
    }

    private static AppliedLimit applied(String bucketId, Limit limit) {
        return new AppliedLimit(limit.kind(), new Bucket(bucketId, limit.perMinute(), limit.burst()));
    }
}
