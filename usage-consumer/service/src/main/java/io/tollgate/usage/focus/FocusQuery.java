package io.tollgate.usage.focus;

import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.report.Capacity;
import io.tollgate.usage.report.Facts;
import io.tollgate.usage.report.Filters;
import io.tollgate.usage.report.Parameters;
import io.tollgate.usage.report.Period;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an export is to hold.
 *
 * @param period which charge periods, whole seconds
 * @param granularity how long a charge period is
 * @param filters which usage
 * @param capacity which capacity that is paid for by the hour; empty for none
 */
public record FocusQuery(Period period, Granularity granularity, Filters filters, Optional<Capacity> capacity) {

    private static final Set<String> OTHERS = Set.of("from", "to", "groupBy", "format", "granularity", "amortisation");

    /** How long a charge period is. */
    public enum Granularity {
        HOUR,
        DAY;

        Facts.Bucket bucket() {
            return this == HOUR ? Facts.Bucket.HOUR : Facts.Bucket.DAY;
        }

        private ChronoUnit unit() {
            return this == HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        }
    }

    /**
     * Reads the parameters of a request. {@code groupBy} is taken and not used: the columns are fixed.
     *
     * @throws InvalidParameterException naming the first that cannot be used
     */
    public static FocusQuery parse(Parameters parameters) {
        Filters filters = parameters.filters(OTHERS);
        Granularity granularity =
                switch (parameters.single("granularity").orElse("hour")) {
                    case "hour" -> Granularity.HOUR;
                    case "day" -> Granularity.DAY;
                    default -> throw new InvalidParameterException("granularity", "must be hour or day");
                };
        Period period = parameters.period();
        wholeSeconds("from", period.from());
        wholeSeconds("to", period.to());
        return new FocusQuery(period, granularity, filters, Capacity.parse(parameters, period, filters));
    }

    /** What is summed up. */
    Facts facts() {
        return new Facts(period, filters, granularity.bucket(), List.of());
    }

    /** The part of the hour or day from {@code bucket} on that is asked for. */
    Period chargePeriod(Instant bucket) {
        Instant end = bucket.plus(1, granularity.unit());
        return new Period(
                bucket.isBefore(period.from()) ? period.from() : bucket, end.isAfter(period.to()) ? period.to() : end);
    }

    private static void wholeSeconds(String name, Instant instant) {
        if (instant.getNano() != 0) {
            throw new InvalidParameterException(name, "must be a whole second: FOCUS knows nothing shorter");
        }
    }
}
