package io.tollgate.gateway.routing;

import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.gateway.model.ReportedRoom;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.routing.state.DeploymentState;

/** A call that teaches the breaker and the latency of its deployment. Confined to the request's event loop. */
final class CallFlight implements Flight {

    private final DeploymentState state;
    private final BreakerPolicy policy;
    private final boolean isProbe;
    private boolean isDecided;
    private long firstTokenNanos = -1;

    CallFlight(DeploymentState state, BreakerPolicy policy) {
        this.state = state;
        this.policy = policy;
        this.isProbe = state.breaker().begin(policy);
        state.begun();
    }

    @Override
    public void decided(UpstreamOutcome outcome) {
        isDecided = true;
        switch (outcome) {
            case UpstreamOutcome.Accepted accepted -> state.breaker().succeeded(policy, isProbe);
            case UpstreamOutcome.Rejected rejected -> state.breaker().succeeded(policy, isProbe);
            case UpstreamOutcome.Throttled throttled ->
                state.breaker().throttled(policy, throttled.retryAfterMillis(), isProbe);
            case UpstreamOutcome.ServerError error -> state.breaker().failed(policy, isProbe);
            case UpstreamOutcome.Unsendable fault -> isDecided = false;
            case UpstreamOutcome.ConnectFailed failure -> state.breaker().failed(policy, isProbe);
            case UpstreamOutcome.TimedOut timeout -> state.breaker().failed(policy, isProbe);
            case UpstreamOutcome.Malformed malformed -> state.breaker().failed(policy, isProbe);
            case UpstreamOutcome.Cut cut -> state.breaker().failed(policy, isProbe);
        }
    }

    @Override
    public void reported(ReportedRoom room) {
        if (room.utilisation() >= 0) {
            state.reported(room.utilisation());
        }
    }

    @Override
    public void firstToken(long promptTokens, long nanos) {
        firstTokenNanos = nanos;
        state.latency().firstToken(promptTokens, nanos);
    }

    @Override
    public void whole(long promptTokens, long outputTokens, long nanos) {
        if (firstTokenNanos < 0) {
            state.latency().whole(promptTokens, outputTokens, nanos);
        } else {
            state.latency().restOfStream(outputTokens, nanos - firstTokenNanos);
        }
    }

    @Override
    public void close() {
        state.ended();
        if (isProbe && !isDecided) {
            state.breaker().abandoned();
        }
    }
}
