package io.tollgate.gateway.admission.lease;

import static io.tollgate.gateway.admission.lease.LeasePolicy.FIRST_PAUSE_MILLIS;
import static io.tollgate.gateway.admission.lease.LeasePolicy.IDLE_MILLIS;
import static io.tollgate.gateway.admission.lease.LeasePolicy.LONGEST_PAUSE_MILLIS;
import static io.tollgate.gateway.admission.lease.LeasePolicy.MARGIN_MILLIS;
import static io.tollgate.gateway.admission.lease.LeasePolicy.SHORT_MILLIS;
import static io.tollgate.gateway.admission.lease.LeasePolicy.TIME_TO_LIVE;

import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.LocalRegime;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseResult;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * This node's lease on the limits that a set of requests names together. It watches while they are decided one by one, opens
 * a lease when that pays, renews it in the background, one renewal at a time, and gives it back when a limit comes near, a
 * rule changes or nobody asks any more. Thread-safe; the lock is held for arithmetic alone.
 *
 * <p>A lease that the ledger had ended is a new one: what was taken from it before belongs to another generation, of which
 * nothing comes back.
 */
final class AccountLease {

    private static final List<Debit> NOTHING = List.of();

    /** An answer to a charge that got lost is not asked for again. */
    private static final Duration CHARGE_TIME_TO_LIVE = Duration.ofMinutes(1);

    private final Surroundings node;
    private final String account;
    private final Balances balances;
    private final RenewalLoop renewals;
    private final CompletableFuture<Void> returned = new CompletableFuture<>();

    private boolean leasing;
    private boolean entering;
    private boolean closed;
    private boolean returning;

    /** Null while the ledger has no lease of this one, as far as is known. */
    private ReservationId id;

    private long sequence;
    private long generation;
    private int inFlight;
    private long admitUntilMillis;
    private long leasingSinceMillis;
    private long wantedAtMillis;
    private long pausedUntilMillis;
    private long pauseMillis;

    AccountLease(Surroundings node, Demand demand) {
        long now = node.nowMillis();
        this.node = node;
        account = demand.account();
        balances = new Balances(demand, now);
        renewals = new RenewalLoop(node, new Renewals());
        admitUntilMillis = now;
        pausedUntilMillis = now;
        wantedAtMillis = now;
    }

    /** A grant, or null when the demand has to be decided by the ledger. */
    LeaseGrant tryAdmit(Demand demand) {
        long now = node.nowMillis();
        LeaseGrant grant = null;
        boolean wake;
        synchronized (this) {
            if (!leasing) {
                return null;
            }
            if (balances.follow(demand.limits())) {
                stopLeasing(now, 0);
                wake = true;
            } else if (now >= admitUntilMillis) {
                return null;
            } else if (balances.take(demand.amounts())) {
                balances.wanted(demand.amounts(), now);
                wantedAtMillis = now;
                inFlight++;
                grant = new LeaseGrant(this, demand, generation);
                wake = balances.isLow();
            } else {
                wake = true;
            }
        }
        if (wake) {
            renewals.wake(1);
        }
        return grant;
    }

    /** The ledger decided such a demand by itself, and said this. */
    void observe(Demand demand, List<Level> levels) {
        long now = node.nowMillis();
        synchronized (this) {
            boolean changed = balances.follow(demand.limits());
            balances.wanted(demand.amounts(), now);
            balances.seen(levels, now);
            wantedAtMillis = now;
            if (leasing && changed) {
                stopLeasing(now, 0);
            } else if (!leasing && !closed && now >= pausedUntilMillis && balances.isLeaseWorthwhile(now)) {
                startLeasing(now);
            } else {
                return;
            }
        }
        renewals.wake(1);
    }

    /** The request needs this much by now. */
    void grown(LeaseGrant grant, List<Long> soFar) {
        boolean wake;
        synchronized (this) {
            if (!grant.isOpen() || grant.generation() != generation) {
                return;
            }
            grant.take(balances.grow(grant.taken(), soFar));
            wake = leasing && balances.isLow();
        }
        if (wake) {
            renewals.wake(1);
        }
    }

    /**
     * Ends a grant; only the first time counts.
     *
     * @param used empty when nothing was
     */
    void end(LeaseGrant grant, List<Long> used) {
        List<Debit> unpaid = NOTHING;
        long wakeAfterMillis = 0;
        synchronized (this) {
            if (!grant.isOpen()) {
                return;
            }
            grant.end();
            if (grant.generation() == generation) {
                balances.end(grant.taken(), used);
                inFlight--;
                if (!leasing) {
                    wakeAfterMillis = inFlight == 0 ? 1 : FIRST_PAUSE_MILLIS;
                }
            } else {
                unpaid = balances.beyond(grant.taken(), used);
            }
        }
        if (wakeAfterMillis > 0) {
            renewals.wake(wakeAfterMillis);
        }
        charge(new ReservationId(grant.demand().id().value()), unpaid);
    }

    /** Of a lease that lives, or that ran out because nobody could renew it. */
    synchronized Optional<LocalRegime.LastSeen> lastSeen() {
        return leasing ? Optional.of(balances.lastSeen()) : Optional.empty();
    }

    synchronized List<Level> levels() {
        return balances.levels(node.nowMillis());
    }

    /** Whether it holds nothing and nobody has asked for this long. */
    synchronized boolean isForgotten(long forMillis) {
        return id == null && node.nowMillis() - wantedAtMillis >= forMillis;
    }

    /** Admits no more. The stage completes when the ledger has back what is not in flight. */
    CompletionStage<Void> close() {
        synchronized (this) {
            closed = true;
            if (leasing) {
                stopLeasing(node.nowMillis(), 0);
            }
            if (id == null) {
                returned.complete(null);
                return returned;
            }
        }
        renewals.hurry();
        return returned;
    }

    private void startLeasing(long now) {
        leasing = true;
        entering = true;
        leasingSinceMillis = now;
        id = id == null ? node.nextId() : id;
        node.metrics().leasing();
    }

    private void stopLeasing(long now, long pause) {
        leasing = false;
        pausedUntilMillis = now + pause;
        node.metrics().exact();
    }

    /** A limit is near: each time soon after the last, longer. */
    private void goExact(long now) {
        boolean lasted = now - leasingSinceMillis > SHORT_MILLIS;
        pauseMillis =
                lasted ? FIRST_PAUSE_MILLIS : Math.clamp(2 * pauseMillis, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        stopLeasing(now, pauseMillis);
    }

    private synchronized LeaseRenewal next(long now) {
        if (id == null) {
            return null;
        }
        if (leasing && now - wantedAtMillis >= IDLE_MILLIS) {
            stopLeasing(now, 0);
        }
        sequence++;
        returning = !leasing;
        List<LeaseRenewal.Part> parts = leasing ? balances.renewal(entering, now) : balances.giveBack();
        entering = false;
        return new LeaseRenewal(account, id, sequence, parts, TIME_TO_LIVE);
    }

    private void renewed(LeaseResult result, long sentAt) {
        ReservationId charge;
        List<Debit> unpaid;
        boolean wake;
        synchronized (this) {
            charge = new ReservationId(id.value() + "-" + sequence);
            boolean wasLeasing = leasing && !entering;
            unpaid = result.lost() ? balances.lost(result) : NOTHING;
            boolean inFull = result.lost() || balances.renewed(result);
            balances.seen(result.levels(), sentAt);
            node.metrics().renewed(result.lost(), inFull);
            admitUntilMillis = sentAt + TIME_TO_LIVE.toMillis() - MARGIN_MILLIS;
            if (wasLeasing && !inFull) {
                goExact(sentAt);
            }
            wake = startAnew(result.lost()) || wasLeasing != leasing;
            if (closed && returning) {
                returned.complete(null);
            }
        }
        charge(charge, unpaid);
        if (wake) {
            renewals.wake(1);
        }
    }

    /** Returns whether the lease is closed and another is wanted. */
    private boolean startAnew(boolean lost) {
        boolean drained = balances.wantsNothing();
        if (lost || drained) {
            generation++;
            inFlight = 0;
        }
        if (drained) {
            id = leasing ? node.nextId() : null;
            sequence = 0;
        }
        return drained && leasing;
    }

    private final class Renewals implements RenewalLoop.Source {
        @Override
        public LeaseRenewal next(long nowMillis) {
            return AccountLease.this.next(nowMillis);
        }

        @Override
        public void renewed(LeaseResult result, long sentAtMillis) {
            AccountLease.this.renewed(result, sentAtMillis);
        }
    }

    /** Best effort: what cannot be charged was used within what the ledger holds as used already, but for an overrun. */
    private void charge(ReservationId charge, List<Debit> unpaid) {
        if (!unpaid.isEmpty()) {
            node.ledger().charge(new Reservation(account, charge, unpaid, CHARGE_TIME_TO_LIVE));
        }
    }
}
