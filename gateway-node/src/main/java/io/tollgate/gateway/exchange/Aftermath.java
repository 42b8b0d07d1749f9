package io.tollgate.gateway.exchange;

import io.tollgate.gateway.exchange.attempt.Attempts;
import io.tollgate.gateway.exchange.broken.BrokenCall;
import io.tollgate.gateway.exchange.broken.Departure;
import io.tollgate.gateway.exchange.delivery.Relay;
import io.tollgate.gateway.metering.UsageReading;

/** What happens when the caller of a request leaves while a backend works for it. To be used on event loops; thread-safe. */
final class Aftermath {

    private final Stages stages;
    private final Departure.Loop loop;

    Aftermath(Stages stages, Departure.Loop loop) {
        this.stages = stages;
        this.loop = loop;
    }

    /** There is no answer yet. */
    void left(Exchange exchange, Attempts attempts) {
        BrokenCall call = attempts.underWay().orElse(null);
        if (call == null) {
            attempts.callerLeft();
            return;
        }
        decide(exchange, call, attempts::giveUp);
        attempts.callerLeft(exchange.departure);
    }

    /** The answer is on its way, or there is one since he left. */
    void left(Exchange exchange, Relay relay) {
        boolean mayTellMore =
                exchange.answer.isAccepted() && !(exchange.answer.meter().reading() instanceof UsageReading.Reported);
        if (exchange.departure != null) {
            exchange.departure.givenUpBy(relay::giveUp);
        } else if (mayTellMore) {
            decide(exchange, exchange.answer.broken(), relay::giveUp);
        }
        if (exchange.departure != null && exchange.departure.isDrained()) {
            relay.drain(exchange.departure::read);
        } else {
            relay.giveUp();
        }
    }

    private void decide(Exchange exchange, BrokenCall call, Runnable giveUp) {
        exchange.departure = stages.departures()
                .decide(exchange.route.model(), exchange.route.attempts().leaving(), call);
        if (exchange.departure.isDrained()) {
            exchange.departure.begin(loop, giveUp);
        }
    }
}
