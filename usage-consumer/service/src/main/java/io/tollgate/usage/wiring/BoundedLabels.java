package io.tollgate.usage.wiring;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Keeps methods that callers make up out of the labels of metrics, which there would be without end of. */
@Singleton
public class BoundedLabels {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    @Produces
    @Singleton
    MeterFilter methods() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String method = id.getTag("method");
                boolean known = method == null || METHODS.contains(method);
                return known ? id : id.replaceTags(Tags.concat(id.getTags(), "method", "OTHER"));
            }
        };
    }
}
