package io.tollgate.gateway.routing.state;

import io.tollgate.catalog.signals.DeploymentSignals;
import io.tollgate.catalog.signals.NodeSignals;
import io.tollgate.gateway.routing.breaker.Breaker;
import io.tollgate.gateway.routing.breaker.BreakerState;
import io.tollgate.gateway.routing.latency.Estimate;
import io.tollgate.gateway.routing.latency.LatencyLearner;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** One deployment as this node sees it. Thread-safe. */
public final class DeploymentState {

    private final LongSupplier monotonicMillis;
    private final Breaker breaker;
    private final LatencyLearner latency;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Reported reported = new Reported(-1, 0);
    private volatile long calledAtMillis;

    DeploymentState(LongSupplier monotonicMillis, Breaker breaker, LatencyLearner latency) {
        this.monotonicMillis = monotonicMillis;
        this.breaker = breaker;
        this.latency = latency;
        this.calledAtMillis = monotonicMillis.getAsLong();
    }

    private record Reported(double utilisation, long atMillis) {}

    public Breaker breaker() {
        return breaker;
    }

    public LatencyLearner latency() {
        return latency;
    }

    /** A call begins. */
    public void begun() {
        inFlight.incrementAndGet();
        calledAtMillis = monotonicMillis.getAsLong();
    }

    /** A call is over. */
    public void ended() {
        inFlight.decrementAndGet();
    }

    /** This node's calls that have not ended. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Since the last call began, or since the node knows of the deployment. */
    public long idleMillis() {
        return inFlight.get() > 0 ? 0 : monotonicMillis.getAsLong() - calledAtMillis;
    }

    /** The backend has said how full its provisioned capacity is. */
    public void reported(double utilisation) {
        reported = new Reported(utilisation, monotonicMillis.getAsLong());
    }

    /** As the backend last said; negative when it has not said lately. */
    public double utilisation() {
        Reported last = reported;
        boolean isFresh = monotonicMillis.getAsLong() - last.atMillis <= NodeSignals.FRESH_MILLIS;
        return isFresh ? last.utilisation : -1;
    }

    /** What the other nodes should know; empty when there is nothing. */
    public Optional<DeploymentSignals> signals() {
        BreakerState state = breaker.state();
        long restMillis = Math.max(breaker.restMillis(), breaker.openMillis());
        Estimate estimate = latency.estimate();
        double utilisation = utilisation();
        int calls = inFlight();
        if (calls == 0 && state == BreakerState.CLOSED && restMillis == 0 && !estimate.isKnown() && utilisation < 0) {
            return Optional.empty();
        }
        return Optional.of(new DeploymentSignals(
                calls,
                Math.round(estimate.firstTokenMicros()),
                Math.round(estimate.perTokenMicros()),
                estimate.samples(),
                state.wireName(),
                restMillis,
                utilisation));
    }
}
