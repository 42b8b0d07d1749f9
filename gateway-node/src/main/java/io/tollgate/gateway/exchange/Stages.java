package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.gateway.admission.request.AdmissionRequest;
import io.tollgate.gateway.admission.request.Admissions;
import io.tollgate.gateway.affinity.Affinity;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.body.Rewrite;
import io.tollgate.gateway.capacity.CapacityGate;
import io.tollgate.gateway.catalog.LiveCatalog;
import io.tollgate.gateway.exchange.attempt.OpenAnswer;
import io.tollgate.gateway.exchange.broken.Departures;
import io.tollgate.gateway.exchange.delivery.Reply;
import io.tollgate.gateway.exchange.stored.Remembering;
import io.tollgate.gateway.identity.CallerResolver;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.gateway.routing.DeploymentSelector;
import io.tollgate.gateway.telemetry.RequestMetrics;
import io.tollgate.gateway.upstream.BackendClient;
import io.tollgate.gateway.usage.UsageJournal;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.ledger.limits.Subject;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * What the exchange composes. Thread-safe.
 *
 * @param mostWaitMillis no request waits longer for a limit
 * @param nanosSource a monotonic clock
 */
public record Stages(
        String nodeName,
        LiveCatalog catalog,
        CallerResolver identity,
        Admissions admission,
        long mostWaitMillis,
        DeploymentSelector routing,
        CapacityGate capacity,
        Departures departures,
        BackendClient upstream,
        Affinity affinity,
        Remembering remembering,
        UsageJournal journal,
        RequestMetrics metrics,
        InstantSource clock,
        LongSupplier nanosSource) {

    Exchange open(Call call) {
        var now = clock.instant();
        return new Exchange(call, newId(now), catalog.current(), now, nanos());
    }

    /** An id that no other answer has. */
    public RequestId newId() {
        return newId(clock.instant());
    }

    private static RequestId newId(Instant now) {
        var random = ThreadLocalRandom.current();
        return RequestId.of(now.toEpochMilli(), random.nextLong(), random.nextLong());
    }

    /** The request and every limit that applies to it. */
    AdmissionRequest admissionRequest(Exchange exchange) {
        Caller caller = exchange.caller;
        String model = exchange.route.model();
        Optional<Product> product = caller.tenant().product().flatMap(exchange.catalog::product);
        var subject = new Subject(caller.tenant(), product, caller.key(), exchange.user(), model);
        return new AdmissionRequest(
                exchange.id,
                exchange.occurredAt,
                caller,
                exchange.catalog,
                exchange.route,
                exchange.call.operation(),
                exchange.body,
                ApplicableLimits.of(subject, exchange.occurredAt));
    }

    /** What the deployment is to receive: its own model name and parameters, and usage asked for where the caller did not. */
    Buffer bodyFor(Deployment deployment, InferenceBody body, boolean askForUsage) {
        Optional<String> model =
                deployment.api() == BackendApi.AZURE_CLASSIC && body.operation().namesDeploymentInPath()
                        ? Optional.empty()
                        : Optional.of(deployment.deployedModel());
        var rewrite = new Rewrite(model, askForUsage, deployment.handling().parameters());
        return Buffer.buffer(body.rewritten(rewrite));
    }

    /** The way back for an answer; one that the backend remembers is noted before the caller sees it. */
    Reply replyFor(Exchange exchange) {
        Reply reply = exchange.call.reply();
        OpenAnswer answer = exchange.answer;
        return answer.isAccepted()
                ? exchange.place()
                        .map(place -> remembering.noting(reply, answer.isStream(), answer.meter(), place))
                        .orElse(reply)
                : reply;
    }

    UsageMeter meter(InferenceBody body, boolean streamed) {
        return streamed ? UsageMeter.ofStream(!body.usageAsked()) : UsageMeter.ofDocument();
    }

    long nanos() {
        return nanosSource.getAsLong();
    }
}
