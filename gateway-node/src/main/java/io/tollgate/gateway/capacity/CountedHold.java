package io.tollgate.gateway.capacity;

import io.tollgate.gateway.model.ReportedRoom;
import io.tollgate.gateway.model.Reservations;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Room that is reserved in the deployment's account. What the backend reports only ever lowers a level, to what could be
 * left if nothing else had arrived there since: an account that has more is short of what others than this cluster used.
 * One that has less fills by itself, and raising it would give away what was kept for somebody.
 */
final class CountedHold implements Hold {

    /** Below any level that a bucket has. */
    private static final long LOWEST = -Bucket.MOST / 2;

    /** Backends round to a per cent, and count a moment later than we do. */
    private static final int SLACK_PART_OF_CAPACITY = 20;

    /** A backend may ask for a day; it is tried again after this at the latest. */
    private static final long MOST_RETRY_AFTER_MILLIS = 60_000;

    private static final long MILLIS_PER_MINUTE = 60_000;

    private final Parts parts;
    private final CapacityPlan plan;
    private final Reservation reservation;
    private final List<Level> levels;
    private final long sinceMillis;

    /** What a hold works with. */
    record Parts(Ledger ledger, Reservations reservations, LongSupplier monotonicMillis, LongAdder corrected) {}

    CountedHold(Parts parts, CapacityPlan plan, Reservation reservation, List<Level> levels) {
        this.parts = parts;
        this.plan = plan;
        this.reservation = reservation;
        this.levels = levels;
        this.sinceMillis = parts.monotonicMillis.getAsLong();
        parts.reservations.opened(reservation.account(), reservation.id());
    }

    /** A request that is more than a bucket holds has taken all of it, and now takes the rest as debt. */
    void raiseTo(long weightedTokens) {
        if (reservation.debits().stream().anyMatch(debit -> !isRequests(debit) && debit.amount() < weightedTokens)) {
            parts.reservations.raise(reservation.account(), reservation.id(), usages(weightedTokens));
        }
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public void answered(ReportedRoom room) {
        if (room.utilisation() >= 0) {
            long capacity = plan.tokens.capacity();
            long free = Math.round(capacity * (1 - room.utilisation()));
            lowerTo(plan.tokens, free + capacity / SLACK_PART_OF_CAPACITY);
        }
        if (room.remainingTokens() >= 0) {
            lowerTo(plan.tokens, room.remainingTokens());
        }
        if (room.remainingRequests() >= 0) {
            plan.requests.ifPresent(bucket -> lowerTo(bucket, room.remainingRequests()));
        }
    }

    @Override
    public void settle(long inputTokens, long cachedInputTokens, long outputTokens) {
        long weightedTokens = plan.weigh(inputTokens, cachedInputTokens, outputTokens);
        parts.reservations.settle(reservation.account(), reservation.id(), usages(weightedTokens));
    }

    @Override
    public void release() {
        parts.reservations.release(reservation.account(), reservation.id());
    }

    @Override
    public void throttled(long retryAfterMillis) {
        release();
        long millis = Math.clamp(retryAfterMillis, 1, MOST_RETRY_AFTER_MILLIS);
        emptyFor(plan.tokens, millis);
        plan.requests.ifPresent(bucket -> emptyFor(bucket, millis));
    }

    private void emptyFor(Bucket bucket, long millis) {
        adjust(bucket, -Math.ceilDiv(millis * bucket.perMinute(), MILLIS_PER_MINUTE));
    }

    /** The backend had {@code room} left when this request had arrived. */
    private void lowerTo(Bucket bucket, long room) {
        if (levelThen(bucket) > room) {
            long sinceThen = parts.monotonicMillis.getAsLong() - sinceMillis;
            long refilled = Math.ceilDiv(sinceThen * bucket.perMinute(), MILLIS_PER_MINUTE);
            if (room + refilled < bucket.capacity()) {
                adjust(bucket, room + refilled);
            }
        }
    }

    private void adjust(Bucket bucket, long highest) {
        parts.corrected.increment();
        parts.ledger.adjust(reservation.account(), bucket, LOWEST, Math.max(LOWEST, highest));
    }

    /** What our own account held after this request had been counted. */
    private long levelThen(Bucket bucket) {
        for (Level level : levels) {
            if (level.allowance().id().equals(bucket.id())) {
                return level.available();
            }
        }
        return Long.MIN_VALUE;
    }

    private List<Usage> usages(long weightedTokens) {
        var usages = new ArrayList<Usage>(reservation.debits().size());
        for (Debit debit : reservation.debits()) {
            usages.add(new Usage(debit.allowance(), isRequests(debit) ? debit.amount() : weightedTokens));
        }
        return usages;
    }

    private boolean isRequests(Debit debit) {
        return plan.requests.isPresent() && debit.allowance().equals(plan.requests.get());
    }
}
