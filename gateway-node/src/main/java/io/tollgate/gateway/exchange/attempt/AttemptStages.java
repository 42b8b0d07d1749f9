package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Route;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.capacity.Claim;
import io.tollgate.gateway.capacity.Want;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.exchange.broken.BrokenCall;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.RoutePlan;
import io.tollgate.gateway.routing.Flight;
import io.tollgate.gateway.upstream.Answer;
import io.tollgate.gateway.upstream.BackendCall;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What attempts ask of the stages. Futures complete on the event loop that they are asked for on, and do not fail. */
public interface AttemptStages {

    /** The deployments to try, as routing orders them now. */
    RoutePlan plan(CatalogIndex catalog, Route route, String priorityClass);

    /** A call to {@code deployment} begins. */
    Flight begin(Deployment deployment);

    /** Whether the route's retry budget allows another call after a failure; counts it if so. */
    boolean mayRetry(Route route);

    /** After how long a call to {@code deployment} gets another beside it, in milliseconds; empty for never. */
    OptionalLong hedgeAfterMillis(Route route, Deployment deployment, long promptTokens);

    /** Whether the route's hedging budget allows another call beside a slow one now; counts it if so. */
    boolean mayHedge(Route route);

    /** Reserves room. */
    Future<Claim> claim(Want want);

    /** Whether the deployment's streams are asked for usage on the gateway's own account. */
    boolean mayAskForUsage(Deployment deployment);

    /** The deployment serves what it had refused while it was asked; it is not to be asked for a while. */
    void usageRefused(Deployment deployment);

    /** What the deployment is to receive; {@code askForUsage} has it report the usage of a stream. */
    Buffer bodyFor(Deployment deployment, InferenceBody body, boolean askForUsage);

    /** Calls; {@code started} is given what gives the call up, as soon as there is one. */
    Future<Answer> call(BackendCall call, Consumer<Runnable> started);

    /** What a call has used that is given up. */
    Tokens givenUp(BrokenCall call);

    /** A meter for an answer to {@code body}. */
    UsageMeter meter(InferenceBody body, boolean streamed);

    /** A monotonic clock, in nanoseconds. */
    long nanos();

    /** Runs {@code task} once, {@code delayMillis} from now, 1 or more; returns what cancels it. */
    Runnable after(long delayMillis, Runnable task);
}
