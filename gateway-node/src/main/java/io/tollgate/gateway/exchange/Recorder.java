package io.tollgate.gateway.exchange;

import io.tollgate.catalog.Deployment;
import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.gateway.exchange.attempt.OpenAnswer;
import io.tollgate.gateway.usage.OpenedRequest;
import io.tollgate.gateway.usage.UsageJournal;
import java.util.Optional;

/** Writes requests down: that they are under way, and, once for each, what has become of them. Thread-safe. */
final class Recorder {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Stages stages;
    private final UsageJournal journal;

    Recorder(Stages stages) {
        this.stages = stages;
        this.journal = stages.journal();
    }

    /**
     * Nothing has been reserved for the request and nobody has been called; should the node die from here on, its event
     * remains. False when there is no room to write it down: then the request must not go on.
     */
    boolean opened(Exchange exchange) {
        Optional<UsageJournal.Entry> entry = journal.opened(new OpenedRequest(
                exchange.id.value(),
                exchange.occurredAt,
                stages.nodeName(),
                exchange.catalog.version(),
                caller(exchange),
                request(exchange),
                exchange.estimate.promptTokens(),
                exchange.estimate.expectedOutputTokens()));
        exchange.entry = entry.orElse(null);
        return entry.isPresent();
    }

    /** Once for each request; nothing happens the second time. */
    void ended(Exchange exchange, Outcome outcome, Tokens tokens) {
        if (exchange.recorded) {
            return;
        }
        var event = new UsageEvent(
                exchange.id.value(),
                exchange.occurredAt,
                stages.nodeName(),
                exchange.catalog.version(),
                caller(exchange),
                request(exchange),
                served(exchange, tokens),
                outcome,
                tokens,
                timing(exchange));
        exchange.recorded = true;
        if (exchange.entry == null) {
            journal.ended(event);
        } else {
            exchange.entry.ended(event);
        }
        stages.metrics().record(event);
    }

    private Timing timing(Exchange exchange) {
        long firstByteMillis =
                exchange.firstByteNanos == 0 ? -1 : (exchange.firstByteNanos - exchange.startedNanos) / NANOS_PER_MILLI;
        return new Timing(firstByteMillis, (stages.nanos() - exchange.startedNanos) / NANOS_PER_MILLI);
    }

    private static Request request(Exchange exchange) {
        return new Request(
                exchange.call.operationName(),
                exchange.requestedModel,
                exchange.route == null ? "" : exchange.route.model(),
                exchange.streamed());
    }

    /** Read once: what a request says of its caller does not change. */
    private static Caller caller(Exchange exchange) {
        if (exchange.caller == null) {
            return Caller.UNKNOWN;
        }
        if (exchange.attribution == null) {
            var tenant = exchange.caller.tenant();
            var key = exchange.caller.key();
            exchange.attribution = new Caller(
                    tenant.id(),
                    tenant.costCentre(),
                    key.application(),
                    key.id(),
                    exchange.user().orElse(""),
                    Tags.read(exchange.call.headers()),
                    tenant.product().orElse(""),
                    exchange.call.session().orElse(""),
                    exchange.call.addressClass().wireName());
        }
        return exchange.attribution;
    }

    /** Tokens that are thought to have been used by nobody's answer are those of the deployment that was called last. */
    private static Served served(Exchange exchange, Tokens tokens) {
        OpenAnswer answer = exchange.answer;
        Deployment deployment = exchange.serving()
                .or(() -> tokens.total() > 0 ? exchange.log.charged() : Optional.empty())
                .orElse(null);
        if (deployment == null) {
            return new Served("", "", "", "", "", exchange.log.attempts());
        }
        return new Served(
                deployment.id(),
                deployment.model(),
                answer == null ? "" : answer.meter().reportedModel().orElse(""),
                deployment.capacity().wireName(),
                deployment.region(),
                exchange.log.attempts(),
                exchange.log.spilledFrom(deployment).map(Deployment::id).orElse(""));
    }
}
