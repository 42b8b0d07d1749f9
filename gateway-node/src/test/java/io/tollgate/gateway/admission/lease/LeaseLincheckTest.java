package io.tollgate.gateway.admission.lease;

import static io.tollgate.gateway.admission.lease.LeaseGround.ACCOUNT;
import static io.tollgate.gateway.admission.lease.LeaseGround.tokens;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.LeaseResult;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * Lincheck runs random operations on one lease in several threads at once, many times over, and looks for an order of the same
 * operations, one after the other, in which {@link Sums} gives the same results. {@link LeaseRaceTest} has more threads, real
 * renewals and the real rules of the ledger, but sees only what is left at the end.
 */
class LeaseLincheckTest {

    /** What every request wants. The lease wants to hold four times as much while it sees nothing available to others. */
    private static final long AMOUNT = 10;

    private static final long TARGET = 4 * AMOUNT;
    private static final int MOST_THREADS = 8;

    @Test
    void shouldDoWhatThreadsWantAtOnceAsIfOneAfterTheOther() {
        new StressOptions()
                .threads(3)
                .actorsBefore(3)
                .actorsPerThread(4)
                .actorsAfter(3)
                .iterations(40)
                .invocationsPerIteration(600)
                .minimizeFailedScenario(false)
                .sequentialSpecification(Sums.class)
                .check(LeaseOperations.class);
    }

    /** A lease of one limit that holds {@link #TARGET}. Each thread has one request at a time; one thread is the ledger's. */
    @Param(name = "thread", gen = ThreadIdGen.class)
    @Param(name = "tokens", gen = IntGen.class, conf = "0:25")
    @Param(name = "more", gen = IntGen.class, conf = "1:15")
    @Param(name = "luck", gen = IntGen.class, conf = "0:3")
    public static final class LeaseOperations {

        private static final ApplicableLimit LIMIT = tokens(1_000, 1_000);
        private static final Demand DEMAND = demand(AMOUNT);
        private static final Demand TOO_MUCH = demand(1_000_000);
        private static final LeaseMetrics METRICS = new LeaseMetrics(new SimpleMeterRegistry());
        private static final ThreadLocal<Long> CHARGED = ThreadLocal.withInitial(() -> 0L);

        private final ConcurrentLinkedQueue<Runnable> wakes = new ConcurrentLinkedQueue<>();
        private final LeaseGrant[] grants = new LeaseGrant[MOST_THREADS];
        private final AccountLease lease;
        private LeaseRenewal sent;
        private CompletableFuture<LeaseResult> answer;

        public LeaseOperations() {
            var node = new Surroundings(ledger(), this::after, () -> 0, METRICS, "lease-x", new AtomicLong());
            lease = new AccountLease(node, DEMAND);
            for (int i = 0; i < 8; i++) {
                lease.observe(DEMAND, levels(1_000));
            }
            for (int i = 0; i < 2; i++) {
                send();
                answer(false);
            }
        }

        /** Takes what every request wants, or, when the thread's request has that, so much more. */
        @Operation
        public String take(@Param(name = "thread") int thread, @Param(name = "more") int more) {
            int slot = thread % MOST_THREADS;
            if (grants[slot] != null) {
                lease.grown(grants[slot], List.of(grants[slot].taken().getFirst() + more));
                return "grown";
            }
            grants[slot] = lease.tryAdmit(DEMAND);
            return grants[slot] == null ? "denied" : "granted";
        }

        /** Settles, or releases what has used nothing; and again, which is to be of no effect. */
        @Operation
        public String end(@Param(name = "thread") int thread, @Param(name = "tokens") int used) {
            int slot = thread % MOST_THREADS;
            LeaseGrant grant = grants[slot];
            grants[slot] = null;
            if (grant == null) {
                return "has none";
            }
            CHARGED.set(0L);
            lease.end(grant, used == 0 ? List.of() : List.of((long) used));
            lease.end(grant, List.of(7L));
            return "charged " + CHARGED.get();
        }

        /** Sends a renewal, or answers the one that has been sent. One thread does so. */
        @Operation(nonParallelGroup = "ledger")
        public String renewal(@Param(name = "luck") int luck) {
            if (answer == null) {
                send();
                LeaseRenewal.Part part = sent.parts().getFirst();
                return "used " + part.used() + ", wants " + part.wanted();
            }
            CHARGED.set(0L);
            answer(luck == 0);
            return "charged " + CHARGED.get();
        }

        private void send() {
            lease.tryAdmit(TOO_MUCH);
            nextWake().run();
        }

        private void answer(boolean lost) {
            CompletableFuture<LeaseResult> waiting = answer;
            answer = null;
            waiting.complete(new LeaseResult(List.of(sent.parts().getFirst().wanted()), levels(0), lost));
        }

        /** There is one, or another thread is about to say so. */
        private Runnable nextWake() {
            Runnable wake = wakes.poll();
            while (wake == null) {
                Thread.onSpinWait();
                wake = wakes.poll();
            }
            return wake;
        }

        /** Keeps what is wanted soon; that half of the lease's life is over is of no interest to a clock that stands still. */
        private void after(long millis, Runnable task) {
            if (millis == 1) {
                wakes.add(task);
            }
        }

        private Ledger ledger() {
            return (Ledger) Proxy.newProxyInstance(
                    Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, this::commanded);
        }

        private Object commanded(Object proxy, Method method, Object[] arguments) {
            switch (arguments[0]) {
                case LeaseRenewal renewal -> {
                    sent = renewal;
                    answer = new CompletableFuture<>();
                    return answer;
                }
                case Reservation charge -> {
                    CHARGED.set(CHARGED.get()
                            + charge.debits().stream().mapToLong(Debit::amount).sum());
                    return CompletableFuture.completedFuture(null);
                }
                default -> throw new AssertionError(method);
            }
        }

        private static List<Level> levels(long available) {
            return List.of(new Level(LIMIT.allowance(), available, 0));
        }

        private static Demand demand(long amount) {
            return new Demand(ACCOUNT, new RequestId("lincheck"), List.of(LIMIT), List.of(amount));
        }
    }

    /** The same in sums. What the ledger gave is free, in flight, used and not said yet, or said and not answered yet. */
    public static final class Sums {

        private static final long NONE = -1;

        private final long[] taken = new long[MOST_THREADS];
        private final long[] takenFrom = new long[MOST_THREADS];
        private long generation;
        private long given = TARGET;
        private long free = TARGET;
        private long inFlight;
        private long used;
        private long said;
        private long wanted = NONE;

        public String take(int thread, int more) {
            int slot = thread % MOST_THREADS;
            boolean grows = taken[slot] > 0;
            if (grows && takenFrom[slot] != generation) {
                return "grown";
            }
            if (!grows && free < AMOUNT) {
                return "denied";
            }
            long amount = grows ? more : AMOUNT;
            free -= amount;
            inFlight += amount;
            taken[slot] += amount;
            takenFrom[slot] = generation;
            return grows ? "grown" : "granted";
        }

        public String end(int thread, int tokens) {
            int slot = thread % MOST_THREADS;
            long amount = taken[slot];
            taken[slot] = 0;
            if (amount == 0) {
                return "has none";
            }
            if (takenFrom[slot] != generation) {
                return "charged " + Math.max(0, tokens - amount);
            }
            inFlight -= amount;
            free += amount - tokens;
            used += tokens;
            return "charged 0";
        }

        public String renewal(int luck) {
            if (wanted == NONE) {
                said = used;
                used = 0;
                free = Math.min(free, TARGET);
                wanted = TARGET + inFlight;
                return "used " + said + ", wants " + wanted;
            }
            String answer = luck == 0 ? "charged " + lost() : "charged 0";
            given = wanted;
            free = given - inFlight - used;
            said = 0;
            wanted = NONE;
            return answer;
        }

        /** Another lease begins; what was taken from this one is none of its business. Returns what it had used too much. */
        private long lost() {
            long beyond = Math.max(0, said + used + inFlight - given);
            inFlight = 0;
            used = 0;
            generation++;
            return beyond;
        }
    }
}
