package io.tollgate.quota.deployments;

import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.quota.crud.Fields;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When a deployment is left alone, as administrators write it; see {@link BreakerPolicy}, whose defaults stand for what is absent. */
@Schema(name = "Breaker", description = "When a deployment is left alone, by all nodes, and for how long")
public record BreakerDocument(
        @Schema(defaultValue = "5", description = "So many in a row open the breaker")
        Integer consecutiveFailures,

        @Schema(defaultValue = "50", description = "Of the recent calls; as many open it as well")
        Integer failurePercent,

        @Schema(defaultValue = "20", description = "Fewer calls in the window are not judged by their percentage")
        Integer leastCalls,

        @Schema(defaultValue = "10", description = "How long a call is recent")
        Integer windowSeconds,

        @Schema(defaultValue = "2000", description = "Until one call of one node tries again")
        Long openMillis,

        @Schema(defaultValue = "60000", description = "A backend that asks for more is tried again after this")
        Long mostRetryAfterMillis) {

    static BreakerDocument of(BreakerPolicy policy) {
        return new BreakerDocument(
                policy.consecutiveFailures(),
                policy.failurePercent(),
                policy.leastCalls(),
                policy.windowSeconds(),
                policy.openMillis(),
                policy.mostRetryAfterMillis());
    }

    BreakerPolicy toPolicy() {
        BreakerPolicy usual = BreakerPolicy.DEFAULT;
        return new BreakerPolicy(
                Fields.orElse(consecutiveFailures, usual.consecutiveFailures()),
                Fields.orElse(failurePercent, usual.failurePercent()),
                Fields.orElse(leastCalls, usual.leastCalls()),
                Fields.orElse(windowSeconds, usual.windowSeconds()),
                Fields.orElse(openMillis, usual.openMillis()),
                Fields.orElse(mostRetryAfterMillis, usual.mostRetryAfterMillis()));
    }
}
