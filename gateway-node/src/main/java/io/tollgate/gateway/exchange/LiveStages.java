package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.capacity.Claim;
import io.tollgate.gateway.capacity.Want;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.exchange.attempt.AttemptStages;
import io.tollgate.gateway.exchange.broken.BrokenCall;
import io.tollgate.gateway.exchange.broken.Departure;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.routing.Flight;
import io.tollgate.gateway.upstream.Answer;
import io.tollgate.gateway.upstream.BackendCall;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The node's own stages and timers. Thread-safe. */
record LiveStages(Stages stages, Vertx vertx) implements AttemptStages, Departure.Loop {

    @Override
    public RoutePlan plan(CatalogIndex catalog, Route route, String priorityClass) {
        return stages.routing().plan(catalog, route, priorityClass);
    }

    @Override
    public Flight begin(Deployment deployment) {
        return stages.routing().begin(deployment);
    }

    @Override
    public boolean mayRetry(Route route) {
        return stages.routing().mayRetry(route);
    }

    @Override
    public OptionalLong hedgeAfterMillis(Route route, Deployment deployment, long promptTokens) {
        return stages.routing().hedgeAfterMillis(route, deployment, promptTokens);
    }

    @Override
    public boolean mayHedge(Route route) {
        return stages.routing().mayHedge(route);
    }

    @Override
    public Future<Claim> claim(Want want) {
        return Future.fromCompletionStage(stages.capacity().claim(want), vertx.getOrCreateContext());
    }

    @Override
    public boolean mayAskForUsage(Deployment deployment) {
        return stages.upstream().mayAskForUsage(deployment);
    }

    @Override
    public void usageRefused(Deployment deployment) {
        stages.upstream().usageRefused(deployment);
    }

    @Override
    public Buffer bodyFor(Deployment deployment, InferenceBody body, boolean askForUsage) {
        return stages.bodyFor(deployment, body, askForUsage);
    }

    @Override
    public Future<Answer> call(BackendCall call, Consumer<Runnable> started) {
        return stages.upstream().call(call, started).map(answer -> answer);
    }

    @Override
    public Tokens givenUp(BrokenCall call) {
        return stages.departures().experience().givenUp(call);
    }

    @Override
    public UsageMeter meter(InferenceBody body, boolean streamed) {
        return stages.meter(body, streamed);
    }

    @Override
    public long nanos() {
        return stages.nanos();
    }

    @Override
    public Consumer<Runnable> executor() {
        Context loop = vertx.getOrCreateContext();
        return task -> loop.runOnContext(now -> task.run());
    }

    @Override
    public Runnable after(long delayMillis, Runnable task) {
        long id = vertx.setTimer(delayMillis, timer -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
