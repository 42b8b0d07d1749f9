package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.gateway.admission.AdmissionGate;
import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.TokenEstimator;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.body.Rewrite;
import io.tollgate.gateway.catalog.LiveCatalog;
import io.tollgate.gateway.identity.CallerResolver;
import io.tollgate.gateway.metering.UsageMeter;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.gateway.routing.DeploymentSelector;
import io.tollgate.gateway.telemetry.RequestMetrics;
import io.tollgate.gateway.upstream.BackendClient;
import io.tollgate.gateway.usage.UsageEventPublisher;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.ledger.limits.Subject;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
        AdmissionGate admission,
        DeploymentSelector routing,
        BackendClient upstream,
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

    /** What the request wants of every limit that applies to it. */
    Demand demand(Exchange exchange) {
        Caller caller = exchange.caller;
        Optional<Product> product = caller.tenant().product().flatMap(exchange.catalog::product);
        var subject = new Subject(caller.tenant(), product, caller.key(), exchange.body.user(), exchange.route.model());
        List<ApplicableLimit> limits = ApplicableLimits.of(subject, exchange.occurredAt);
        var amounts = new ArrayList<Long>(limits.size());
        TokenEstimate estimate = exchange.estimate;
        boolean bounded = exchange.body.outputBoundTokens().isPresent();
        for (ApplicableLimit limit : limits) {
            long tokens = limit.limit().enforcement() == Enforcement.STRICT
                    ? estimate.upperBoundTokens()
                    : estimate.promptTokens() + estimate.expectedOutputTokens();
            long wanted = new Consumption(tokens, 0).of(limit);
            // A guess alone never keeps a request out.
            amounts.add(bounded ? wanted : Math.min(wanted, limit.allowance().capacity()));
        }
        return new Demand(ApplicableLimits.account(caller.tenant()), exchange.id, limits, amounts);
    }

    Consumption consumption(Exchange exchange, Tokens tokens) {
        return new Consumption(tokens.total(), 0);
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
