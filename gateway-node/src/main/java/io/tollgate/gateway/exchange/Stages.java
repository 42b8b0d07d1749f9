package io.tollgate.gateway.exchange;

import io.tollgate.catalog.BackendApi;
import io.tollgate.catalog.Deployment;
import io.tollgate.events.UsageEvent;
import io.tollgate.gateway.admission.QuotaGate;
import io.tollgate.gateway.admission.TokenEstimator;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.body.Rewrite;
import io.tollgate.gateway.catalog.LiveCatalog;
import io.tollgate.gateway.identity.CallerResolver;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.gateway.routing.DeploymentSelector;
import io.tollgate.gateway.settlement.OpenReservations;
import io.tollgate.gateway.settlement.Settler;
import io.tollgate.gateway.telemetry.RequestMetrics;
import io.tollgate.gateway.upstream.BackendClient;
import io.tollgate.gateway.usage.UsageEventPublisher;
import io.tollgate.ledger.ReservationId;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * What the exchange composes. Thread-safe.
 *
 * @param nanosSource a monotonic clock
 */
public record Stages(
        String nodeName,
        LiveCatalog catalog,
        CallerResolver identity,
        TokenEstimator estimator,
        QuotaGate admission,
        DeploymentSelector routing,
        BackendClient upstream,
        Settler settlement,
        OpenReservations openReservations,
        UsageEventPublisher publisher,
        RequestMetrics metrics,
        InstantSource clock,
        LongSupplier nanosSource) {

    Exchange open(Call call) {
        var random = ThreadLocalRandom.current();
        var now = clock.instant();
        var id = RequestId.of(now.toEpochMilli(), random.nextLong(), random.nextLong());
        return new Exchange(call, id, catalog.current(), now, nanos());
    }

    void reserved(Exchange exchange) {
        if (!exchange.quota.limits().isEmpty()) {
            openReservations.opened(exchange.caller.tenant().id(), new ReservationId(exchange.id.value()));
        }
    }

    /** What the deployment is to receive: its own model name, and usage asked for where the caller did not. */
    Buffer bodyFor(Deployment deployment, InferenceBody body) {
        Optional<String> model = deployment.api() == BackendApi.AZURE_CLASSIC
                ? Optional.empty()
                : Optional.of(deployment.deployedModel());
        return Buffer.buffer(body.rewritten(new Rewrite(model, body.stream())));
    }

    UsageMeter meter(InferenceBody body, boolean streamed) {
        return streamed ? UsageMeter.ofStream(!body.usageAsked()) : UsageMeter.ofDocument();
    }

    void usage(UsageEvent event) {
        metrics.record(event);
        publisher.publish(event);
    }

    long nanos() {
        return nanosSource.getAsLong();
    }

    long millisSince(long startedNanos) {
        return (nanos() - startedNanos) / 1_000_000;
    }
}
