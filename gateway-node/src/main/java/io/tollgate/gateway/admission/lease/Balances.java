package io.tollgate.gateway.admission.lease;

import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.LocalRegime;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseResult;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.util.ArrayList;
import java.util.List;

/** What a node holds of the allowances that a set of requests has in common, in their order. Not thread-safe. */
final class Balances {

    private final Balance[] parts;
    private final RecentDemand recent;
    private boolean wantsNothing = true;

    Balances(Demand demand, long nowMillis) {
        parts = new Balance[demand.limits().size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Balance(demand.limits().get(i).allowance());
        }
        recent = new RecentDemand(parts.length, nowMillis);
    }

    /** Takes the demand's rules over; returns whether one has changed. */
    boolean follow(List<ApplicableLimit> limits) {
        boolean changed = false;
        for (int i = 0; i < parts.length; i++) {
            changed |= parts[i].follow(limits.get(i).allowance());
        }
        return changed;
    }

    /** Somebody wants this, whether it can be taken here or not. */
    void wanted(List<Long> amounts, long nowMillis) {
        recent.add(amounts, nowMillis);
        for (int i = 0; i < parts.length; i++) {
            parts[i].wanted(amounts.get(i));
        }
    }

    /** Takes all or nothing. */
    boolean take(List<Long> amounts) {
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].free() < amounts.get(i)) {
                return false;
            }
        }
        for (int i = 0; i < parts.length; i++) {
            parts[i].take(amounts.get(i));
        }
        return true;
    }

    /** Takes what there is more of now than then, into debt if need be; returns the larger of each. */
    List<Long> grow(List<Long> then, List<Long> now) {
        var larger = new ArrayList<Long>(parts.length);
        for (int i = 0; i < parts.length; i++) {
            long more = Math.max(0, now.get(i) - then.get(i));
            parts[i].take(more);
            larger.add(then.get(i) + more);
        }
        return larger;
    }

    /**
     * What was taken has ended.
     *
     * @param used empty when nothing was
     */
    void end(List<Long> taken, List<Long> used) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].end(taken.get(i), used.isEmpty() ? 0 : used.get(i));
        }
    }

    boolean isLow() {
        for (Balance part : parts) {
            if (part.isLow()) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is something that the ledger should know soon if the lease is to end. */
    boolean hasNews() {
        for (Balance part : parts) {
            if (part.hasNews()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a lease pays and every limit is far enough for one to begin. */
    boolean isLeaseWorthwhile(long nowMillis) {
        if (!LeasePolicy.isBusy(recent, nowMillis)) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            long floor = LeasePolicy.floorToEnter(parts[i].rule(), recent.perSecond(i, nowMillis));
            if (parts[i].room(floor) / 2 < LeasePolicy.least(parts[i].latestAmount())) {
                return false;
            }
        }
        return true;
    }

    /** Parts of a renewal that makes the free parts as large as they should be. */
    List<LeaseRenewal.Part> renewal(boolean entering, long nowMillis) {
        var said = new ArrayList<LeaseRenewal.Part>(parts.length);
        for (int i = 0; i < parts.length; i++) {
            double perSecond = recent.perSecond(i, nowMillis);
            long floor = entering
                    ? LeasePolicy.floorToEnter(parts[i].rule(), perSecond)
                    : LeasePolicy.floorToStay(parts[i].rule(), perSecond);
            long target = LeasePolicy.block(perSecond, parts[i].latestAmount(), parts[i].room(floor));
            said.add(parts[i].renewal(target, floor));
        }
        wantsNothing = false;
        return said;
    }

    /** Parts of a renewal that gives everything back that is not in flight. */
    List<LeaseRenewal.Part> giveBack() {
        var said = new ArrayList<LeaseRenewal.Part>(parts.length);
        for (Balance part : parts) {
            said.add(part.renewal(0, 0));
        }
        wantsNothing = said.stream().allMatch(part -> part.wanted() == 0);
        return said;
    }

    /** Whether the last renewal asked for nothing at all, which closes the lease. */
    boolean wantsNothing() {
        return wantsNothing;
    }

    /** The last renewal has been carried out; returns whether every part was given what was wanted. */
    boolean renewed(LeaseResult result) {
        boolean inFull = true;
        for (int i = 0; i < parts.length; i++) {
            inFull &= parts[i].renewed(result.outstanding().get(i));
        }
        return inFull;
    }

    /** It has been carried out on a new lease, the old one had expired; returns what is left to be charged. */
    List<Debit> lost(LeaseResult result) {
        var unpaid = new ArrayList<Debit>();
        for (int i = 0; i < parts.length; i++) {
            long beyond = parts[i].lost(result.outstanding().get(i));
            if (beyond > 0) {
                unpaid.add(new Debit(parts[i].rule(), beyond));
            }
        }
        return unpaid;
    }

    /** What was used beyond what was taken. */
    List<Debit> beyond(List<Long> taken, List<Long> used) {
        var unpaid = new ArrayList<Debit>();
        for (int i = 0; i < used.size(); i++) {
            long more = used.get(i) - taken.get(i);
            if (more > 0) {
                unpaid.add(new Debit(parts[i].rule(), more));
            }
        }
        return unpaid;
    }

    void seen(List<Level> levels, long nowMillis) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].seen(levels.get(i), nowMillis);
        }
    }

    LocalRegime.LastSeen lastSeen() {
        var levels = new ArrayList<Level>(parts.length);
        for (Balance part : parts) {
            levels.add(part.lastSeen());
        }
        return new LocalRegime.LastSeen(levels, parts[0].seenAtMillis());
    }

    List<Level> levels(long nowMillis) {
        var levels = new ArrayList<Level>(parts.length);
        for (Balance part : parts) {
            levels.add(part.level(nowMillis));
        }
        return levels;
    }
}
