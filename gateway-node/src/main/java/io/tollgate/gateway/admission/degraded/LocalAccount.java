package io.tollgate.gateway.admission.degraded;

import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.Regime;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * This node's parts of one account's allowances, from when the ledger went away until what was used of them has been
 * charged. Thread-safe.
 */
final class LocalAccount {

    /** End users are callers' words: an account has no more parts than this. */
    static final int MOST_PARTS = 10_000;

    private static final long BUCKET_KNOWN_MILLIS = 5_000;
    /** A lease is renewed every ten seconds at the latest. */
    private static final long LEASED_KNOWN_MILLIS = 11_000;

    private static final long QUOTA_KNOWN_MILLIS = 60_000;

    private static final long NOT_SET = Long.MIN_VALUE;

    private final KnownLevels known;
    private final LongSupplier monotonicMillis;
    private final InstantSource clock;
    private final int nodes;
    private final long sinceMillis;
    private final BiConsumer<String, List<Debit>> lateCharge;
    private final Map<String, Part> parts = new HashMap<>();
    private boolean returning;
    private boolean returned;
    private long returnAtMillis = NOT_SET;

    /**
     * @param sinceMillis when the ledger went away, monotonic
     * @param lateCharge charges what ends after the ledger is back
     */
    LocalAccount(KnownLevels known, Surroundings around, long sinceMillis, BiConsumer<String, List<Debit>> lateCharge) {
        this.known = known;
        this.monotonicMillis = around.monotonicMillis();
        this.clock = around.clock();
        this.nodes = Math.clamp(around.liveNodes().getAsInt(), 1, 500);
        this.sinceMillis = sinceMillis;
        this.lateCharge = lateCharge;
    }

    /** All or nothing; null when the ledger is back and this account has been charged. */
    synchronized Admission admit(Demand demand) {
        if (returned) {
            return null;
        }
        long now = monotonicMillis.getAsLong();
        List<Part> wanted = new ArrayList<>(demand.limits().size());
        int tightest = -1;
        long longest = 0;
        for (int i = 0; i < demand.limits().size(); i++) {
            Part part = part(demand.account(), demand.limits().get(i).allowance(), now);
            if (part == null) {
                return new Admission.Unavailable(LocalShare.TRY_AGAIN_MILLIS, 503);
            }
            wanted.add(part);
            long wait =
                    shared(demand.limits().get(i)) ? wait(part, demand.amounts().get(i)) : 0;
            if (wait > longest) {
                longest = wait;
                tightest = i;
            }
        }
        if (tightest >= 0) {
            return new Admission.Denied(
                    Regime.DEGRADED,
                    demand.limits().get(tightest),
                    wanted.get(tightest).cause(),
                    demand.amounts().get(tightest),
                    longest,
                    new QuotaView(demand.limits(), List.of()));
        }
        for (int i = 0; i < wanted.size(); i++) {
            wanted.get(i).take(demand.amounts().get(i));
            wanted.get(i).inFlight += demand.amounts().get(i);
        }
        return new Admission.Granted(new LocalGrant(this, demand, wanted));
    }

    /** The request holds at least this much from now on. */
    synchronized void raise(List<Part> taken, long[] held, long[] atLeast) {
        for (int i = 0; i < held.length; i++) {
            long more = Math.max(0, atLeast[i] - held[i]);
            taken.get(i).take(more);
            taken.get(i).inFlight += more;
            held[i] += more;
        }
    }

    /**
     * The request has ended.
     *
     * @param used of each part, in the part's unit; 0 of slots
     */
    synchronized void end(String account, List<Part> taken, long[] held, long[] used) {
        var charges = new ArrayList<Debit>();
        for (int i = 0; i < held.length; i++) {
            Part part = taken.get(i);
            part.take(used[i] - held[i]);
            part.inFlight -= held[i];
            part.ended += used[i];
            if (returned) {
                add(charges, part);
            }
        }
        if (!charges.isEmpty()) {
            lateCharge.accept(account, charges);
        }
    }

    /**
     * The ledger answers: sets, at the first call, when the account is to return to it. Returns true, once, when that has
     * come.
     */
    synchronized boolean isDue(long nowMillis, long jitterMillis) {
        if (returnAtMillis == NOT_SET) {
            returnAtMillis = nowMillis + jitterMillis;
        }
        boolean due = nowMillis >= returnAtMillis && !returning;
        returning |= due;
        return due;
    }

    /** The ledger has gone away again. */
    synchronized void stay() {
        returnAtMillis = NOT_SET;
    }

    /** What has been used and is to be charged; requests may still be let through. */
    synchronized List<Debit> charges() {
        long now = monotonicMillis.getAsLong();
        var charges = new ArrayList<Debit>();
        for (Part part : parts.values()) {
            part.refresh(part.rule(), now);
            add(charges, part);
        }
        return charges;
    }

    /**
     * As {@link #charges}, for the last time: from now on each end charges for itself, and nothing is let through. What is
     * left is remembered, lest a ledger that only seemed to be back has the same level handed out twice.
     */
    synchronized List<Debit> close(String account) {
        returned = true;
        List<Debit> charges = charges();
        long now = monotonicMillis.getAsLong();
        parts.forEach((id, part) -> known.assume(account, id, part.wholeLevel(), now));
        return charges;
    }

    private static boolean shared(ApplicableLimit limit) {
        return switch (limit.limit().whenUnavailable()) {
            case LOCAL_SHARE -> !limit.limit().shadow();
            case OPEN, CLOSED -> false;
        };
    }

    private long wait(Part part, long amount) {
        long wait = part.waitMillis(amount);
        if (wait > 0 && part.cause() == ReserveResult.Cause.PERIOD) {
            return Math.max(1, ((PeriodQuota) part.rule()).endsAtMillis() - clock.millis());
        }
        return wait;
    }

    private Part part(String account, Allowance rule, long now) {
        Part part = parts.get(rule.id());
        if (part == null) {
            if (parts.size() >= MOST_PARTS) {
                return null;
            }
            part = fresh(rule, known.of(account, rule.id()));
            parts.put(rule.id(), part);
        }
        part.refresh(rule, now);
        return part;
    }

    private Part fresh(Allowance rule, KnownLevels.Known last) {
        return switch (rule) {
            case Bucket bucket ->
                isFresh(last, last != null && last.leased() ? LEASED_KNOWN_MILLIS : BUCKET_KNOWN_MILLIS)
                        ? new BucketPart(bucket, nodes, last.available(), last.atMillis())
                        : new BucketPart(bucket, nodes, 0, sinceMillis);
            case PeriodQuota quota ->
                isFresh(last, QUOTA_KNOWN_MILLIS)
                        ? QuotaPart.known(quota, nodes, last.available())
                        : QuotaPart.unknown(quota, nodes, sinceMillis);
            case Slots slots -> new SlotsPart(slots, nodes);
        };
    }

    private boolean isFresh(KnownLevels.Known last, long millis) {
        return last != null && last.atMillis() >= sinceMillis - millis;
    }

    private static void add(List<Debit> charges, Part part) {
        long charge = part.charge();
        if (charge > 0) {
            long most = part.rule() instanceof PeriodQuota ? PeriodQuota.MOST : Bucket.MOST;
            charges.add(new Debit(part.rule(), Math.min(charge, most)));
        }
    }
}
