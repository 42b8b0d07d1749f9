package io.tollgate.gateway.routing;

import io.tollgate.gateway.model.UpstreamOutcome;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Until when each deployment is known to have no room, or to be failing. A throttled deployment rests exactly as long as
 * it asked for; a failing one a short while after several failures in a row. Thread-safe; holds one entry per
 * deployment id seen, which the catalog bounds.
 */
public final class Cooldowns {

    /** A backend may ask for a day; it is tried again after this at the latest. */
    static final long MOST_MILLIS = 60_000;

    private static final int FAILURES_BEFORE_REST = 3;
    private static final long FAILURE_REST_MILLIS = 2_000;

    private final LongSupplier monotonicMillis;
    private final ConcurrentHashMap<String, Rest> rests = new ConcurrentHashMap<>();
    private volatile BiConsumer<String, Long> onRest = (deployment, millis) -> {};

    public Cooldowns(LongSupplier monotonicMillis) {
        this.monotonicMillis = monotonicMillis;
    }

    /** {@code told} is given every rest that a backend asked this node for: the deployment's id and milliseconds. */
    void onRest(BiConsumer<String, Long> told) {
        onRest = told;
    }

    /** Another node was asked to leave the deployment alone for so long from now. */
    void heard(String deploymentId, long millis) {
        rest(deploymentId, Math.clamp(millis, 1, MOST_MILLIS));
    }

    private record Rest(long untilMillis, int failuresInARow) {}

    /** How long the deployment should still be left alone; 0 when it may be called. */
    public long remainingMillis(String deploymentId) {
        Rest rest = rests.get(deploymentId);
        return rest == null ? 0 : Math.max(0, rest.untilMillis - monotonicMillis.getAsLong());
    }

    /** Learns from an attempt. */
    public void observe(String deploymentId, UpstreamOutcome outcome) {
        switch (outcome) {
            case UpstreamOutcome.Accepted accepted -> recovered(deploymentId);
            case UpstreamOutcome.Rejected rejected -> recovered(deploymentId);
            case UpstreamOutcome.Throttled throttled -> throttled(deploymentId, throttled.retryAfterMillis());
            case UpstreamOutcome.ServerError error -> failed(deploymentId);
            case UpstreamOutcome.ConnectFailed failure -> failed(deploymentId);
            case UpstreamOutcome.TimedOut timeout -> failed(deploymentId);
            case UpstreamOutcome.Malformed malformed -> failed(deploymentId);
            case UpstreamOutcome.Cut cut -> failed(deploymentId);
        }
    }

    /** Forgets failures, but not a rest that was asked for: this answer may be to a call made before it. */
    private void recovered(String deploymentId) {
        if (rests.containsKey(deploymentId)) {
            rests.computeIfPresent(
                    deploymentId, (id, rest) -> rest.untilMillis > monotonicMillis.getAsLong() ? rest : null);
        }
    }

    private void throttled(String deploymentId, long askedMillis) {
        long millis = Math.clamp(askedMillis, 1, MOST_MILLIS);
        rest(deploymentId, millis);
        onRest.accept(deploymentId, millis);
    }

    private void rest(String deploymentId, long millis) {
        long until = monotonicMillis.getAsLong() + millis;
        rests.merge(deploymentId, new Rest(until, 0), (old, fresh) -> old.untilMillis > until ? old : fresh);
    }

    private void failed(String deploymentId) {
        long now = monotonicMillis.getAsLong();
        rests.merge(deploymentId, new Rest(now, 1), (old, fresh) -> {
            int failures = old.failuresInARow + 1;
            long until = failures >= FAILURES_BEFORE_REST ? now + FAILURE_REST_MILLIS : old.untilMillis;
            return new Rest(Math.max(until, old.untilMillis), failures);
        });
    }
}
