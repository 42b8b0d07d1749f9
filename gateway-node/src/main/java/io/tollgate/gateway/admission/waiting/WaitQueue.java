package io.tollgate.gateway.admission.waiting;

import io.tollgate.gateway.admission.Admission;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.ReserveResult;
import java.util.TreeSet;

/** Those who wait for one limit, and when the first of them may be let in. Guarded by the room's lock. */
final class WaitQueue {

    private static final double MILLIS_PER_MINUTE = 60_000;

    final String account;
    final String limitId;
    final TreeSet<Waiter> waiters = new TreeSet<>(Waiter.ORDER);

    /** Whether the gate is being asked for the first. */
    boolean trying;

    long lastTryMillis;
    Runnable cancelTimer = () -> {};
    long timerAtMillis = Long.MAX_VALUE;

    private Admission.Denied lastDenial;
    private long deniedAtMillis;
    private long hintMillis = Long.MAX_VALUE;

    /** When the limit's level was, or will be, zero: what is asked for is there so much later as it takes to refill. */
    private double emptyAtMillis;

    WaitQueue(String account, String limitId) {
        this.account = account;
        this.limitId = limitId;
    }

    /** The gate refused somebody because of this limit, at {@code nowMillis}. */
    void refused(Admission.Denied denial, long nowMillis) {
        lastDenial = denial;
        deniedAtMillis = nowMillis;
        emptyAtMillis = nowMillis + denial.retryAfterMillis() - refillMillis(denial.requested());
        hintMillis = hintMillis > nowMillis ? hintMillis : Long.MAX_VALUE;
    }

    /** There may be something at {@code atMillis}, earlier than the clock says. */
    void hint(long atMillis) {
        hintMillis = Math.min(hintMillis, atMillis);
    }

    /** When to ask the gate for the first. */
    long nextTryMillis() {
        if (waiters.isEmpty() || trying) {
            return Long.MAX_VALUE;
        }
        double due = lastDenial.cause() == ReserveResult.Cause.RATE
                ? emptyAtMillis
                        + refillMillis(Waiter.amount(
                                waiters.first().demand(), lastDenial.limit().allowance()))
                : deniedAtMillis + lastDenial.retryAfterMillis();
        return Math.min(hintMillis, (long) Math.ceil(due));
    }

    boolean hasNoneAsUrgentAs(int rank) {
        return waiters.isEmpty() || waiters.first().rank() > rank;
    }

    /** How long the newcomer would wait here, 1 or more. */
    long waitMillis(Waiter newcomer, long nowMillis) {
        if (lastDenial.cause() != ReserveResult.Cause.RATE) {
            return lastDenial.retryAfterMillis();
        }
        Allowance allowance = lastDenial.limit().allowance();
        long amount = Waiter.amount(newcomer.demand(), allowance);
        for (Waiter ahead : waiters.headSet(newcomer)) {
            amount += Waiter.amount(ahead.demand(), allowance);
        }
        return Math.max(1, (long) Math.ceil(emptyAtMillis + refillMillis(amount) - nowMillis));
    }

    /** Whether it makes sense to wait so long: only a clock says when a rate has enough. */
    boolean isReachable(Waiter waiter, long nowMillis) {
        return lastDenial.cause() == ReserveResult.Cause.IN_FLIGHT
                || nowMillis + waitMillis(waiter, nowMillis) <= waiter.deadlineMillis();
    }

    /** Whether all of its class who would be behind the newcomer would still be let in before their deadlines. */
    boolean harmsNobody(Waiter newcomer, long nowMillis) {
        if (lastDenial.cause() != ReserveResult.Cause.RATE) {
            return true;
        }
        Allowance allowance = lastDenial.limit().allowance();
        long own = Waiter.amount(newcomer.demand(), allowance);
        for (Waiter behind : waiters.tailSet(newcomer)) {
            boolean isLate = nowMillis + waitMillis(behind, nowMillis) + refillMillis(own) > behind.deadlineMillis();
            if (behind.rank() == newcomer.rank() && isLate) {
                return false;
            }
        }
        return true;
    }

    /** What to tell somebody who is not let in, and will be behind all who wait when it comes again. */
    Admission.Denied denial(Waiter waiter, long nowMillis) {
        var last = new Waiter(waiter.demand(), Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, waiter.answer());
        return new Admission.Denied(
                lastDenial.regime(),
                lastDenial.limit(),
                lastDenial.cause(),
                Waiter.amount(waiter.demand(), lastDenial.limit().allowance()),
                waitMillis(last, nowMillis),
                lastDenial.view());
    }

    /** When the queue has to be looked at again. */
    long wakeMillis() {
        long wake = nextTryMillis();
        for (Waiter waiter : waiters) {
            wake = Math.min(wake, waiter.deadlineMillis());
        }
        return wake;
    }

    private double refillMillis(long amount) {
        return lastDenial.limit().allowance() instanceof Bucket bucket
                ? amount * MILLIS_PER_MINUTE / bucket.perMinute()
                : 0;
    }
}
