package io.tollgate.gateway.admission.degraded;

import io.tollgate.catalog.WhenUnavailable;
import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.Fallback;
import io.tollgate.gateway.admission.LocalRegime;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides while the ledger cannot be asked. A closed limit refuses; an open one lets through and remembers; of a shared
 * one this node has an equal part. When the ledger is back the accounts return to it one by one within half a second:
 * what was used is charged first, and until then this node goes on deciding for the account. Thread-safe; never blocks.
 */
public final class LocalShare implements Fallback {

    static final long TRY_AGAIN_MILLIS = 1_000;
    static final long TICK_MILLIS = 100;
    /** Accounts that may be decided here at one time. */
    static final int MOST_ACCOUNTS = 50_000;

    private static final long SPREAD_MILLIS = 500;
    private static final long NEVER = Long.MIN_VALUE;

    private final Surroundings around;
    private final LateCharges charges;
    private final Admission refused;
    private final Absence absence;
    private final KnownLevels known = new KnownLevels();
    private final ConcurrentHashMap<String, LocalAccount> accounts = new ConcurrentHashMap<>();
    private final AtomicLong degradedMillis = new AtomicLong();
    private volatile long awaySinceMillis = NEVER;

    /** @param closedStatus what callers of closed limits get, 503 or 429 */
    public LocalShare(Surroundings around, LateCharges charges, int closedStatus) {
        if (closedStatus != 503 && closedStatus != 429) {
            throw new IllegalArgumentException("the status for closed limits must be 503 or 429");
        }
        this.around = around;
        this.charges = charges;
        this.refused = new Admission.Unavailable(TRY_AGAIN_MILLIS, closedStatus);
        this.absence = new Absence(charges::count);
    }

    /** Starts the timer; it ends with {@code vertx}. */
    public void start(Vertx vertx) {
        vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    }

    @Override
    public Admission decide(Demand demand) {
        Admission admission = decideAlone(demand);
        absence.decided(admission instanceof Admission.Granted);
        return admission;
    }

    private Admission decideAlone(Demand demand) {
        for (ApplicableLimit limit : demand.limits()) {
            if (limit.limit().whenUnavailable() == WhenUnavailable.CLOSED
                    && !limit.limit().shadow()) {
                return refused;
            }
        }
        if (accounts.size() >= MOST_ACCOUNTS && !accounts.containsKey(demand.account())) {
            return refused;
        }
        Admission admission = null;
        while (admission == null) {
            admission =
                    accounts.computeIfAbsent(demand.account(), name -> fresh()).admit(demand);
        }
        return admission;
    }

    @Override
    public boolean holds(String account) {
        return !accounts.isEmpty() && accounts.containsKey(account);
    }

    @Override
    public void observe(Demand demand, List<Level> levels) {
        known.observe(demand.account(), levels, around.monotonicMillis().getAsLong(), false);
    }

    @Override
    public void observe(Demand demand, LocalRegime.LastSeen seen) {
        known.observe(demand.account(), seen.levels(), seen.atMillis(), true);
    }

    /** Charges for what was let through. */
    public long charged() {
        return charges.count();
    }

    /** How long the ledger could not be asked, in total. */
    public double degradedSeconds() {
        return degradedMillis.get() / 1_000.0;
    }

    /** To be called by one thread, every {@value #TICK_MILLIS} ms. */
    public void tick() {
        long now = around.monotonicMillis().getAsLong();
        if (!around.ledgerAnswers().getAsBoolean()) {
            if (awaySinceMillis == NEVER) {
                awaySinceMillis = now;
                absence.began(now);
                accounts.values().forEach(LocalAccount::stay);
            }
            absence.lasts(now);
            degradedMillis.addAndGet(TICK_MILLIS);
            return;
        }
        boolean wasAway = awaySinceMillis != NEVER;
        awaySinceMillis = NEVER;
        absence.answers(now, accounts.isEmpty());
        accounts.forEach((name, account) -> {
            long jitter = wasAway ? ThreadLocalRandom.current().nextLong(SPREAD_MILLIS) : 0;
            if (account.isDue(now, jitter)) {
                giveBack(name, account);
            }
        });
    }

    /** Charges what was used, and only then lets the ledger decide again. */
    private void giveBack(String name, LocalAccount account) {
        charges.charge(name, account.charges()).thenRun(() -> {
            charges.charge(name, account.close(name));
            accounts.remove(name, account);
        });
    }

    private LocalAccount fresh() {
        long away = awaySinceMillis;
        long since = away == NEVER ? around.monotonicMillis().getAsLong() : away;
        return new LocalAccount(known, around, since, charges::charge);
    }
}
