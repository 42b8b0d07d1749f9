package io.tollgate.gateway.exchange;

import io.tollgate.events.Tokens;
import io.tollgate.gateway.exchange.attempt.OpenAnswer;
import io.tollgate.gateway.exchange.broken.Departures;
import io.tollgate.gateway.exchange.broken.WholeCall;
import io.tollgate.gateway.exchange.delivery.Delivery;
import io.tollgate.gateway.metering.UsageReading;

/**
 * What a request has used that got an answer, by the best that is known of it: one number for limits, bill and the deployment's
 * account. Learns from what backends report. Thread-safe.
 */
final class Reckoning {

    private static final UsageReading.Counted NOTHING = new UsageReading.Counted(0);

    private final Departures departures;

    Reckoning(Departures departures) {
        this.departures = departures;
    }

    /** To be asked once; {@code delivery} is how the answer's way ended, or that of what was read of it for nobody. */
    Tokens of(Exchange exchange, Delivery delivery) {
        OpenAnswer answer = exchange.answer;
        if (!answer.isAccepted()) {
            return Tokens.NONE;
        }
        Tokens used = answer.meter().reading() instanceof UsageReading.Reported reported
                ? reported(exchange, tokens(reported))
                : unreported(exchange, delivery);
        departures.charged(answer.broken().kind(), used.output());
        return used;
    }

    private Tokens reported(Exchange exchange, Tokens tokens) {
        WholeCall whole = exchange.answer.wholeCall(tokens.output(), tokens.reasoning());
        if (exchange.isDrained()) {
            return exchange.departure.reported(tokens, whole);
        }
        departures.experience().learn(whole);
        return tokens;
    }

    private Tokens unreported(Exchange exchange, Delivery delivery) {
        UsageReading.Counted counted =
                exchange.answer.meter().reading() instanceof UsageReading.Counted some ? some : NOTHING;
        Tokens used = unreported(exchange, delivery, counted);
        return counted.input() == 0
                ? used
                : new Tokens(counted.input(), counted.cachedInput(), used.output(), used.reasoning(), used.source());
    }

    private Tokens unreported(Exchange exchange, Delivery delivery, UsageReading.Counted counted) {
        OpenAnswer answer = exchange.answer;
        if (exchange.departure != null) {
            return exchange.departure.unreported(answer.broken(), delivery != Delivery.CALLER_LEFT);
        }
        if (delivery != Delivery.COMPLETED) {
            return departures.experience().soFar(answer.broken());
        }
        long prompt = exchange.estimate.promptTokens();
        return counted.equals(NOTHING)
                ? new Tokens(prompt, 0, exchange.estimate.expectedOutputTokens(), 0, Tokens.Source.ESTIMATED)
                : new Tokens(prompt, 0, counted.output(), 0, Tokens.Source.COUNTED);
    }

    private static Tokens tokens(UsageReading.Reported reported) {
        return new Tokens(
                reported.input(),
                reported.cachedInput(),
                reported.output(),
                reported.reasoning(),
                Tokens.Source.REPORTED,
                reported.audioInput(),
                reported.audioOutput(),
                reported.imageInput());
    }
}
