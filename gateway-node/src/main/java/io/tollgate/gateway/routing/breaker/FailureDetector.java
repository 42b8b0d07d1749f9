package io.tollgate.gateway.routing.breaker;

import io.smallrye.faulttolerance.core.FaultToleranceContext;
import io.smallrye.faulttolerance.core.Future;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreaker;
import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.timer.TimerTask;
import io.smallrye.faulttolerance.core.util.ExceptionDecision;
import io.tollgate.catalog.backend.BreakerPolicy;
import java.util.concurrent.Executor;

/**
 * Judges one deployment by what this node's calls to it came to. Failures in a row are counted by SmallRye Fault Tolerance's breaker, which
 * is handed outcomes that are known already and therefore runs none of our code and no thread of its own; the part that fails
 * of recent calls is counted here, since that breaker's window is of calls and not of time. Thread-safe.
 */
final class FailureDetector {

    private final BreakerPolicy policy;
    private final CircuitBreaker<Void> row;
    private final RecentCalls recent;
    private volatile boolean lastFailed;

    FailureDetector(String deploymentId, BreakerPolicy policy) {
        this.policy = policy;
        this.recent = new RecentCalls(policy.windowSeconds());
        this.row = new CircuitBreaker<>(
                FaultToleranceContext::call,
                deploymentId,
                ExceptionDecision.ALWAYS_FAILURE,
                policy.openMillis(),
                policy.consecutiveFailures(),
                1.0,
                1,
                () -> () -> 0,
                new NoTimer());
    }

    BreakerPolicy policy() {
        return policy;
    }

    void succeeded(long nowMillis) {
        recent.count(false, nowMillis);
        if (lastFailed) {
            lastFailed = false;
            row.apply(new FaultToleranceContext<>(() -> Future.of(null), true));
        }
    }

    /** Whether the deployment has failed too often now. */
    boolean failed(long nowMillis) {
        lastFailed = true;
        recent.count(true, nowMillis);
        row.apply(new FaultToleranceContext<>(() -> Future.ofError(CallFailedException.ONE), true));
        return row.currentState() != CircuitBreaker.STATE_CLOSED
                || recent.areBad(policy.leastCalls(), policy.failurePercent(), nowMillis);
    }

    private static final class CallFailedException extends Exception {
        private static final long serialVersionUID = 1L;
        private static final CallFailedException ONE = new CallFailedException();

        CallFailedException() {
            super("", null, false, false);
        }
    }

    /** How long it stays open is not the detector's to say, which is thrown away when it has judged. */
    private static final class NoTimer implements Timer {
        @Override
        public int getId() {
            return 0;
        }

        @Override
        public TimerTask schedule(long delayInMillis, Runnable task) {
            return new NoTask();
        }

        @Override
        public TimerTask schedule(long delayInMillis, Runnable task, Executor executor) {
            return new NoTask();
        }

        @Override
        public int countScheduledTasks() {
            return 0;
        }

        @Override
        public void shutdown() {
            // There is nothing to end.
        }
    }

    private record NoTask() implements TimerTask {
        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public boolean cancel() {
            return false;
        }
    }
}
