package io.tollgate.gateway.admission.waiting;

import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Lets a request that a rate or a concurrency limit refuses wait its turn, if it has the patience. Nobody overtakes those
 * who wait for the same limit on this node, except a more urgent class. A request waits only if by all that is known its
 * turn comes in time; who is refused is told when it would come. Thread-safe: one lock, held for moments.
 */
public final class WaitingRoom implements Entrance {

    static final int MOST_IN_A_QUEUE = 256;
    static final int MOST = 10_000;

    /** What a request gives back has reached the ledger by then, and more often than this the gate is not asked. */
    private static final long GIVEN_BACK_MILLIS = 10;

    private final Function<Demand, CompletionStage<Admission>> gate;
    private final Timers timers;
    private final LongSupplier monotonicMillis;
    private final Map<String, Map<String, WaitQueue>> queuesByAccount = new HashMap<>();
    private long sequence;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param gate never fails
     */
    public WaitingRoom(Function<Demand, CompletionStage<Admission>> gate, Timers timers, LongSupplier monotonicMillis) {
        this.gate = gate;
        this.timers = timers;
        this.monotonicMillis = monotonicMillis;
    }

    /** Requests that wait. */
    public int waiting() {
        return waiting.get();
    }

    @Override
    public CompletionStage<Admission> enter(Demand demand, Patience patience) {
        if (waiting.get() > 0) {
            Waiter newcomer = newcomer(demand, patience);
            if (takesItsPlace(newcomer, patience)) {
                return newcomer.answer();
            }
        }
        CompletionStage<Admission> decision = gate.apply(demand);
        if (patience.mostMillis() == 0) {
            return decision;
        }
        return decision.thenCompose(admission -> {
            if (!(admission instanceof Admission.Denied denied) || denied.cause() == ReserveResult.Cause.PERIOD) {
                return CompletableFuture.completedStage(admission);
            }
            Waiter waiter = newcomer(demand, patience);
            beginToWait(waiter, denied, patience);
            return waiter.answer();
        });
    }

    @Override
    public void gaveBack(String account) {
        if (waiting.get() == 0) {
            return;
        }
        synchronized (this) {
            long now = monotonicMillis.getAsLong();
            for (WaitQueue queue :
                    List.copyOf(queuesByAccount.getOrDefault(account, Map.of()).values())) {
                queue.hint(Math.max(now, queue.lastTryMillis) + GIVEN_BACK_MILLIS);
                setTimer(queue, now);
            }
        }
    }

    private synchronized Waiter newcomer(Demand demand, Patience patience) {
        long deadline = monotonicMillis.getAsLong() + patience.mostMillis();
        return new Waiter(demand, patience.rank(), deadline, sequence++, new CompletableFuture<>());
    }

    /** Behind those who wait for one of its limits already, or refused because of them; false when there are none. */
    private boolean takesItsPlace(Waiter newcomer, Patience patience) {
        Admission refusal = null;
        synchronized (this) {
            WaitQueue queue = queueBefore(newcomer);
            if (queue == null) {
                return false;
            }
            long now = monotonicMillis.getAsLong();
            if (patience.mostMillis() > 0 && mayWait(queue, newcomer, now)) {
                add(queue, newcomer);
                setTimer(queue, now);
            } else {
                refusal = queue.denial(newcomer, now);
            }
        }
        settleIn(newcomer, refusal, patience);
        return true;
    }

    private void beginToWait(Waiter waiter, Admission.Denied denied, Patience patience) {
        Admission refusal = null;
        synchronized (this) {
            long now = monotonicMillis.getAsLong();
            WaitQueue queue =
                    queue(waiter.demand().account(), denied.limit().allowance().id());
            queue.refused(denied, now);
            if (mayWait(queue, waiter, now)) {
                add(queue, waiter);
            } else {
                refusal = queue.denial(waiter, now);
            }
            setTimer(queue, now);
        }
        settleIn(waiter, refusal, patience);
    }

    private void settleIn(Waiter waiter, Admission refusal, Patience patience) {
        if (refusal != null) {
            waiter.answer().complete(refusal);
        } else {
            patience.whenCallerLeaves().accept(() -> leave(waiter));
        }
    }

    private WaitQueue queueBefore(Waiter newcomer) {
        Map<String, WaitQueue> queues =
                queuesByAccount.getOrDefault(newcomer.demand().account(), Map.of());
        if (!queues.isEmpty()) {
            for (ApplicableLimit limit : newcomer.demand().limits()) {
                WaitQueue queue = queues.get(limit.allowance().id());
                if (queue != null && !queue.hasNoneAsUrgentAs(newcomer.rank())) {
                    return queue;
                }
            }
        }
        return null;
    }

    private WaitQueue queue(String account, String limitId) {
        return queuesByAccount
                .computeIfAbsent(account, name -> new HashMap<>())
                .computeIfAbsent(limitId, id -> new WaitQueue(account, id));
    }

    private boolean mayWait(WaitQueue queue, Waiter newcomer, long nowMillis) {
        return hasRoom(queue) && queue.isReachable(newcomer, nowMillis) && queue.harmsNobody(newcomer, nowMillis);
    }

    private boolean hasRoom(WaitQueue queue) {
        return queue.waiters.size() < MOST_IN_A_QUEUE && waiting.get() < MOST;
    }

    private void add(WaitQueue queue, Waiter waiter) {
        queue.waiters.add(waiter);
        waiting.incrementAndGet();
    }

    private boolean remove(WaitQueue queue, Waiter waiter) {
        boolean removed = queue.waiters.remove(waiter);
        if (removed) {
            waiting.decrementAndGet();
        }
        return removed;
    }

    private void leave(Waiter waiter) {
        Admission.Denied denial = null;
        synchronized (this) {
            long now = monotonicMillis.getAsLong();
            Map<String, WaitQueue> queues =
                    queuesByAccount.getOrDefault(waiter.demand().account(), Map.of());
            for (WaitQueue queue : List.copyOf(queues.values())) {
                if (remove(queue, waiter)) {
                    denial = queue.denial(waiter, now);
                    setTimer(queue, now);
                }
            }
        }
        if (denial != null) {
            waiter.answer().complete(denial);
        }
    }

    /** One timer for each queue, for whatever comes first; a queue without waiters is forgotten. */
    private void setTimer(WaitQueue queue, long nowMillis) {
        if (queue.waiters.isEmpty() && !queue.trying) {
            queue.cancelTimer.run();
            Map<String, WaitQueue> siblings = queuesByAccount.get(queue.account);
            if (siblings != null && siblings.remove(queue.limitId, queue) && siblings.isEmpty()) {
                queuesByAccount.remove(queue.account);
            }
            return;
        }
        long wake = queue.wakeMillis();
        if (wake != queue.timerAtMillis) {
            queue.cancelTimer.run();
            queue.timerAtMillis = wake;
            queue.cancelTimer =
                    wake == Long.MAX_VALUE ? () -> {} : timers.after(Math.max(1, wake - nowMillis), () -> look(queue));
        }
    }

    /** Sends away whose time is over, and asks the gate for the first if that makes sense by now. */
    private void look(WaitQueue queue) {
        var late = new ArrayList<Waiter>();
        var refusals = new ArrayList<Admission>();
        Waiter first = null;
        synchronized (this) {
            queue.timerAtMillis = Long.MAX_VALUE;
            long now = monotonicMillis.getAsLong();
            boolean mayTry = !queue.trying && queue.nextTryMillis() <= now;
            for (Iterator<Waiter> each = queue.waiters.iterator(); each.hasNext(); ) {
                Waiter waiter = each.next();
                if (mayTry && first == null) {
                    first = waiter;
                } else if (waiter.deadlineMillis() <= now) {
                    each.remove();
                    waiting.decrementAndGet();
                    late.add(waiter);
                }
            }
            late.forEach(waiter -> refusals.add(queue.denial(waiter, now)));
            if (first != null) {
                queue.trying = true;
                queue.lastTryMillis = now;
            }
            setTimer(queue, now);
        }
        for (int i = 0; i < late.size(); i++) {
            late.get(i).answer().complete(refusals.get(i));
        }
        if (first != null) {
            ask(queue, first);
        }
    }

    private void ask(WaitQueue queue, Waiter first) {
        gate.apply(first.demand()).thenAccept(admission -> decided(queue, first, admission));
    }

    private void decided(WaitQueue queue, Waiter first, Admission admission) {
        Admission answer = admission;
        boolean waited;
        synchronized (this) {
            long now = monotonicMillis.getAsLong();
            queue.trying = false;
            queue.hint(now);
            waited = queue.waiters.contains(first);
            if (admission instanceof Admission.Denied denied && denied.cause() != ReserveResult.Cause.PERIOD) {
                answer = waited ? refusedAgain(queue, first, denied, now) : null;
            } else {
                remove(queue, first);
            }
            setTimer(queue, now);
        }
        if (answer instanceof Admission.Granted granted && !waited) {
            granted.grant().release();
        } else if (answer != null) {
            first.answer().complete(answer);
        }
    }

    /** Null when it goes on waiting, here or for the limit that refuses it now. */
    private Admission refusedAgain(WaitQueue queue, Waiter first, Admission.Denied denied, long nowMillis) {
        WaitQueue next = queue(queue.account, denied.limit().allowance().id());
        remove(queue, first);
        next.refused(denied, nowMillis);
        boolean waits = hasRoom(next) && nowMillis < first.deadlineMillis() && next.isReachable(first, nowMillis);
        if (waits) {
            add(next, first);
        }
        Admission answer = waits ? null : next.denial(first, nowMillis);
        if (next != queue) {
            setTimer(next, nowMillis);
        }
        return answer;
    }
}
