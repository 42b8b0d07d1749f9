package io.tollgate.gateway.exchange.broken;

import io.tollgate.catalog.backend.OnCancel;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.catalog.routing.OnLeave;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Decides what becomes of calls whose callers have left. What a backend generates in any case is read to its end, so that it is
 * known what that was; a stream whose backend stops is given up, but for a few from which is learned. Thread-safe.
 */
public final class Departures {

    private final Experience experience;
    private final Doubt doubt = new Doubt();
    private final DoubleSupplier chance;
    private final int maxDrains;
    private final Semaphore room;
    private final ConcurrentHashMap<String, Integer> drainsByRoute = new ConcurrentHashMap<>();
    private final Set<Departure> drained = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    /**
     * @param chance draws from 0 to below 1
     * @param maxDrains calls of all routes that are read at once
     */
    public Departures(Experience experience, DoubleSupplier chance, int maxDrains) {
        this.experience = experience;
        this.chance = chance;
        this.maxDrains = maxDrains;
        this.room = new Semaphore(maxDrains);
    }

    /** What is known of such calls. */
    public Experience experience() {
        return experience;
    }

    /** The caller of {@code call} has left; what is decided is to be {@linkplain Departure#end ended} in any case. */
    public Departure decide(String route, Leaving policy, BrokenCall call) {
        BrokenCall left = call.byOneWhoLeft();
        boolean whole = isChargedWhole(policy, left);
        boolean read = (whole || isSampled(policy, left)) && enter(route, policy);
        var departure = new Departure(this, new Departure.Decision(route, policy, left, read, whole));
        if (read) {
            drained.add(departure);
        }
        return departure;
    }

    /** A tenant has been charged for the output of a call. */
    public void charged(CallKind kind, long outputTokens) {
        doubt.charged(kind, outputTokens);
    }

    /** Calls that are being read although nobody waits for them. */
    public int drains() {
        return drained.size();
    }

    /** The node ends: reads no more calls, gives up those that it reads, and waits a moment until that is done. Not on an event loop. */
    public void endAll(Duration atMost) throws InterruptedException {
        ending = true;
        drained.forEach(Departure::giveUpElsewhere);
        if (room.tryAcquire(maxDrains, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            room.release(maxDrains);
        }
    }

    private boolean isChargedWhole(Leaving policy, BrokenCall call) {
        return !call.kind().streamed()
                || policy.streams() == OnLeave.DRAIN
                || call.onCancel() == OnCancel.CONTINUES
                || call.onCancel() == OnCancel.UNKNOWN && !doubt.allows(call.kind(), experience.atRisk(call));
    }

    /** The second of a kind, or the first if it may have thought, and ever fewer of the next, down to the route's share. */
    private boolean isSampled(Leaving policy, BrokenCall call) {
        double before = experience.departed(call.kind()) - 1.0;
        double share = before == 0
                ? call.mayHaveThought() ? 1 : 0
                : Math.max(policy.samplePercent() / 100.0, 1 / (before * before));
        return policy.samplePercent() > 0 && chance.getAsDouble() < share;
    }

    private boolean enter(String route, Leaving policy) {
        if (ending || !room.tryAcquire()) {
            return false;
        }
        if (drainsByRoute.merge(route, 1, Integer::sum) <= policy.maxDrains()) {
            return true;
        }
        leave(route);
        return false;
    }

    void ended(Departure departure, String route) {
        drained.remove(departure);
        leave(route);
    }

    private void leave(String route) {
        drainsByRoute.computeIfPresent(route, (name, drains) -> drains == 1 ? null : drains - 1);
        room.release();
    }
}
