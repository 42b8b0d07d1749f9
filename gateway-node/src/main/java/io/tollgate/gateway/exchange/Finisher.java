package io.tollgate.gateway.exchange;

import io.tollgate.catalog.pricing.Billable;
import io.tollgate.events.Outcome;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.exchange.attempt.OpenAnswer;
import io.tollgate.gateway.exchange.delivery.Delivery;
import io.tollgate.gateway.model.GatewayFailure;

/**
 * The end of the line: settles or releases, and records. Each request passes through {@link #delivered} or
 * {@link #refused}, once.
 */
final class Finisher {

    private final Stages stages;
    private final Recorder recorder;
    private final Reckoning reckoning;

    Finisher(Stages stages) {
        this.stages = stages;
        this.recorder = new Recorder(stages);
        this.reckoning = new Reckoning(stages.departures());
    }

    /** A backend answered, and the answer's way to the caller has ended. */
    void delivered(Exchange exchange, Delivery delivery) {
        Tokens tokens = reckoning.of(exchange, delivery);
        try {
            if (exchange.departure == null
                    && delivery == Delivery.COMPLETED
                    && tokens.source() != Tokens.Source.ESTIMATED) {
                exchange.answer.whole(tokens.input(), tokens.output());
            }
            end(exchange, tokens);
            if (tokens.source() == Tokens.Source.REPORTED) {
                learn(exchange, tokens);
            }
        } finally {
            over(exchange);
            recorder.ended(exchange, outcome(exchange, delivery), tokens);
        }
    }

    private static void over(Exchange exchange) {
        if (exchange.departure != null) {
            exchange.departure.end();
        }
    }

    /** The same for what a backend remembers: it counts as a request that used nothing. */
    void served(Exchange exchange, Delivery delivery) {
        try {
            exchange.grant.settle(Consumption.NOTHING);
            stages.admission().ended(exchange.admission);
        } finally {
            boolean refused = exchange.status >= 400;
            recorder.ended(exchange, outcome(exchange, refused ? Delivery.REJECTED : delivery), Tokens.NONE);
        }
    }

    private static Outcome outcome(Exchange exchange, Delivery delivery) {
        if (exchange.departure != null) {
            return new Outcome(Outcome.Kind.CANCELLED, exchange.status, "caller_left");
        }
        return switch (delivery) {
            case COMPLETED -> new Outcome(Outcome.Kind.COMPLETED, exchange.status, "");
            case REJECTED -> new Outcome(Outcome.Kind.FAILED, exchange.status, "rejected_by_backend");
            case PARTIAL -> new Outcome(Outcome.Kind.PARTIAL, exchange.status, "backend_broke_off");
            case CALLER_LEFT -> new Outcome(Outcome.Kind.CANCELLED, exchange.status, "caller_left");
        };
    }

    /** A request that goes on from another says nothing of how long its own text is. */
    private void learn(Exchange exchange, Tokens tokens) {
        if (exchange.bound == null && !exchange.hasFallenBack()) {
            stages.admission().learn(exchange.admission, exchange.estimate, tokens.input(), tokens.output());
        }
        exchange.place().ifPresent(place -> stages.remembering().measured(exchange.answer.meter(), place));
        exchange.conversation().ifPresent(conversation -> stages.remembering()
                .measured(
                        exchange.caller.tenant().id(),
                        conversation,
                        exchange.bound.home().withTokens(tokens.total())));
    }

    /** No backend's answer reaches the caller. */
    void refused(Exchange exchange, GatewayFailure failure) {
        exchange.call.reply().refuse(failure, exchange.facts(), status -> refused(exchange, failure, status));
    }

    private void refused(Exchange exchange, GatewayFailure failure, int status) {
        Tokens tokens = failure instanceof GatewayFailure.CallerLeft ? exchange.log.used() : Tokens.NONE;
        try {
            if (exchange.answer != null) {
                exchange.answer.giveUp();
            }
            if (exchange.grant != null) {
                end(exchange, tokens);
            }
        } finally {
            over(exchange);
            if (!(failure instanceof GatewayFailure.UsageLogFull)) {
                recorder.ended(exchange, new Outcome(kind(failure), status, FailureReasons.of(failure)), tokens);
            }
        }
    }

    /** Tokens of no source are none at all: such a request does not count. */
    private void end(Exchange exchange, Tokens tokens) {
        if (tokens.source() == Tokens.Source.NONE) {
            exchange.grant.release();
        } else {
            exchange.grant.settle(
                    stages.admission().consumption(exchange.admission, exchange.charged(), billable(tokens)));
        }
        if (exchange.answer != null) {
            end(exchange.answer, tokens);
        }
        stages.admission().ended(exchange.admission);
    }

    private static Billable billable(Tokens tokens) {
        return Billable.of(tokens.input(), tokens.cachedInput(), tokens.output(), tokens.reasoning())
                .withMedia(tokens.audioInput(), tokens.imageInput(), tokens.audioOutput());
    }

    private static void end(OpenAnswer answer, Tokens tokens) {
        if (tokens.source() == Tokens.Source.NONE) {
            answer.hold().release();
        } else {
            answer.hold().settle(tokens.input(), tokens.cachedInput(), tokens.output());
        }
        answer.close();
    }

    private static Outcome.Kind kind(GatewayFailure failure) {
        return switch (failure) {
            case GatewayFailure.CallerLeft left -> Outcome.Kind.CANCELLED;
            case GatewayFailure.UpstreamFailed failed -> Outcome.Kind.FAILED;
            case GatewayFailure.NoDeployment none -> Outcome.Kind.FAILED;
            case GatewayFailure.Internal fault -> Outcome.Kind.FAILED;
            default -> Outcome.Kind.DENIED;
        };
    }
}
