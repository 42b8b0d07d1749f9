package io.tollgate.simulator.limits;

import io.tollgate.simulator.config.PtuConfig;
import io.tollgate.simulator.limits.RateState.Utilisation;
import io.tollgate.simulator.limits.Verdict.Reason;

/**
 * The leaky bucket of provisioned throughput. A request that arrives at 100 % or more is refused until the level is
 * below; any other is admitted whole, even if it takes the level over 100 %. Weighted tokens are counted in
 * thousandths, time in microseconds. Capacity is a parameter, so that changing it keeps the level. Not safe for many
 * threads.
 */
public final class PtuBucket {
    private static final long MINUTE = 60_000_000;

    private final UtilisationHistory history;
    private long levelMilli;
    private long drainedUntilMicros;
    private long carry;

    /** An empty bucket. */
    public PtuBucket(long nowMicros) {
        drainedUntilMicros = nowMicros;
        history = new UtilisationHistory(nowMicros);
    }

    /** Decides on a request that is estimated to cost this much. */
    public Verdict arrive(long nowMicros, long estimateMilli, PtuConfig ptu) {
        drain(nowMicros, ptu);
        long capacity = ptu.capacityMilli();
        if (levelMilli >= capacity) {
            long excess = levelMilli - capacity + 1;
            long wait = Math.ceilDiv(excess * MINUTE, ptu.drainMilliPerMinute());
            return new Verdict.Throttled(Reason.UTILISATION, wait, utilisation(ptu));
        }
        levelMilli += estimateMilli;
        return new Verdict.Admitted(utilisation(ptu), estimateMilli);
    }

    /** Replaces what was estimated by what it was, and notes what was served. */
    public void settle(long nowMicros, long estimateMilli, long actualMilli, PtuConfig ptu) {
        drain(nowMicros, ptu);
        levelMilli = Math.max(0, levelMilli + actualMilli - estimateMilli);
        history.served(nowMicros, actualMilli);
    }

    /** Utilisation now. */
    public Utilisation utilisation(long nowMicros, PtuConfig ptu) {
        drain(nowMicros, ptu);
        return utilisation(ptu);
    }

    /** What happened second by second, up to now. */
    public UtilisationHistory history(long nowMicros, PtuConfig ptu) {
        drain(nowMicros, ptu);
        return history;
    }

    private Utilisation utilisation(PtuConfig ptu) {
        return new Utilisation(Math.round(levelMilli * 1000.0 / ptu.capacityMilli()));
    }

    private void drain(long nowMicros, PtuConfig ptu) {
        long elapsed = nowMicros - drainedUntilMicros;
        if (elapsed <= 0) {
            return;
        }
        long perMinute = ptu.drainMilliPerMinute();
        long microsToEmpty = levelMilli == 0 ? 0 : Math.ceilDiv(levelMilli * MINUTE, perMinute);
        if (elapsed >= microsToEmpty) {
            history.drained(drainedUntilMicros, drainedUntilMicros + microsToEmpty, levelMilli, 0, ptu);
            history.drained(drainedUntilMicros + microsToEmpty, nowMicros, 0, 0, ptu);
            levelMilli = 0;
            carry = 0;
            drainedUntilMicros = nowMicros;
            return;
        }
        long share = elapsed * perMinute + carry;
        long drained = Math.min(levelMilli, share / MINUTE);
        carry = share % MINUTE;
        history.drained(drainedUntilMicros, nowMicros, levelMilli, levelMilli - drained, ptu);
        levelMilli -= drained;
        drainedUntilMicros = nowMicros;
    }
}
