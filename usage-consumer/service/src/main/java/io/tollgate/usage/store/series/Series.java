package io.tollgate.usage.store.series;

import io.tollgate.events.Caller;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.WireNames;

/** One combination of what reports group by. Names are empty where nothing is known. */
public record Series(
        String tenant,
        String costCentre,
        String product,
        String application,
        String keyId,
        String operation,
        String requestedModel,
        String route,
        String model,
        String deployment,
        String capacity,
        String region,
        String spilledFrom,
        String outcome,
        String tokenSource) {

    /** The series that {@code event} belongs to. */
    public static Series of(UsageEvent event) {
        Caller caller = event.caller();
        Request request = event.request();
        Served served = event.served();
        return new Series(
                caller.tenant(),
                caller.costCentre(),
                caller.product(),
                caller.application(),
                caller.keyId(),
                request.operation(),
                request.model(),
                request.route(),
                served.model(),
                served.deployment(),
                served.capacity(),
                served.region(),
                served.spilledFrom(),
                WireNames.of(event.outcome().kind()),
                WireNames.of(event.tokens().source()));
    }
}
