package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.Route;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.gateway.exchange.broken.BrokenCall;
import io.tollgate.gateway.exchange.broken.Departure;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Gets one request an answer: from its route or, when a backend refuses it for what it is, from the route's fallback. One use;
 * confined to the request's event loop.
 */
public final class Attempts {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What came of it. */
    public sealed interface Result {

        /** An answer for the caller, which is to be closed. */
        record Served(OpenAnswer answer) implements Result {}

        /** No answer; nothing is left running. */
        record Nobody(GatewayFailure failure) implements Result {}
    }

    private final AttemptStages stages;
    private final AttemptRequest request;
    private final AttemptLog log;
    private final Running running = new Running();

    /**
     * @param log takes down every call
     */
    public Attempts(AttemptStages stages, AttemptRequest request, AttemptLog log) {
        this.stages = stages;
        this.request = request;
        this.log = log;
    }

    /** Tries {@code route}; fails only by a fault of ours, and leaves nothing running then either. */
    public Future<Result> run(Route route) {
        long endNanos = request.startedNanos() + route.attempts().deadlines().totalMillis() * NANOS_PER_MILLI;
        return attempt(route, endNanos)
                .compose(result -> fallback(route, result)
                        .map(other -> instead(result, other, endNanos))
                        .orElseGet(() -> Future.succeededFuture(result)))
                .onFailure(fault -> running.giveUp());
    }

    /** Nobody waits for the answer any more. */
    public void callerLeft() {
        running.callerLeft();
    }

    /** The same, with what is to become of what is under way. */
    public void callerLeft(Departure departure) {
        running.callerLeft(departure);
    }

    /** Gives up what is under way. */
    public void giveUp() {
        running.giveUp();
    }

    /** What a backend may be working for at this moment. */
    public Optional<BrokenCall> underWay() {
        return running.underWay().map(Attempt::broken);
    }

    private Future<Result> attempt(Route route, long endNanos) {
        return new RouteAttempts(new Course(stages, request, route, log, running, endNanos)).run();
    }

    /** Where to try a request that was refused for what it is, if its tenant may. */
    private Optional<Route> fallback(Route route, Result result) {
        if (running.hasCallerLeft()
                || request.bound().isPresent()
                || route.fallbacks().equals(Fallbacks.NONE)
                || !(result instanceof Result.Served(OpenAnswer refusal))
                || refusal.isAccepted()
                || !refusal.isEnded()) {
            return Optional.empty();
        }
        return Refusal.of(refusal.held())
                .route(route.fallbacks())
                .flatMap(request.catalog()::route)
                .filter(other -> !other.model().equals(route.model()))
                .filter(other -> other.serves(request.operation()))
                .filter(other -> request.caller().tenant().mayCall(other.model()));
    }

    /** The refusal stands when the fallback has nobody to ask. */
    private Future<Result> instead(Result refused, Route other, long endNanos) {
        OpenAnswer refusal = ((Result.Served) refused).answer();
        return attempt(other, endNanos)
                .map(result -> {
                    if (result instanceof Result.Nobody(GatewayFailure.NoDeployment none)) {
                        return refused;
                    }
                    forget(refusal);
                    return result;
                })
                .onFailure(fault -> forget(refusal));
    }

    private static void forget(OpenAnswer refusal) {
        refusal.hold().release();
        refusal.close();
    }
}
