package io.tollgate.gateway.exchange;

import io.tollgate.catalog.pricing.Billable;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.metering.UsageReading;

/**
 * Watches a stream outgrow what was reserved for it, and says so to its grant: in steps, and at most once a second.
 * Confined to the request's event loop.
 */
final class Growth {

    private static final long EVERY_NANOS = 1_000_000_000;
    private static final long LEAST_STEP_TOKENS = 256;
    private static final int STEPS_PER_WHOLE = 4;

    private final Stages stages;
    private final Exchange exchange;
    private long lookedNanos;
    private long toldTokens;

    Growth(Stages stages, Exchange exchange) {
        this.stages = stages;
        this.exchange = exchange;
        this.lookedNanos = stages.nanos();
        this.toldTokens = exchange.estimate.promptTokens() + exchange.estimate.expectedOutputTokens();
    }

    /** A piece of the answer has passed. */
    void passed() {
        long now = stages.nanos();
        if (now - lookedNanos < EVERY_NANOS) {
            return;
        }
        lookedNanos = now;
        if (exchange.answer.meter().reading() instanceof UsageReading.Counted) {
            Tokens used = stages.departures().experience().soFar(exchange.answer.broken());
            long soFar = used.total();
            if (soFar > toldTokens + Math.max(LEAST_STEP_TOKENS, toldTokens / STEPS_PER_WHOLE)) {
                toldTokens = soFar;
                exchange.grant.grown(stages.admission()
                        .consumption(
                                exchange.admission,
                                exchange.answer.deployment(),
                                Billable.of(used.input(), 0, used.output(), used.reasoning())));
            }
        }
    }
}
