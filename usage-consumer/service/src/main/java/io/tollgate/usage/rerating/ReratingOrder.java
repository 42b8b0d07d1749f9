package io.tollgate.usage.rerating;

import io.tollgate.usage.problem.InvalidParameterException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is to be priced anew.
 *
 * @param from the first instant, at the beginning of a UTC hour
 * @param to the instant after the last, likewise
 * @param models only these; all when empty
 * @param reason why, for those who read the list
 */
public record ReratingOrder(Instant from, Instant to, Set<String> models, String reason) {

    public ReratingOrder {
        whole(from, "from");
        whole(to, "to");
        if (!from.isBefore(to)) {
            throw new InvalidParameterException("from", "must be before to");
        }
        models = Set.copyOf(models);
    }

    /** A calendar month in UTC. */
    static ReratingOrder of(YearMonth month, Set<String> models, String reason) {
        return new ReratingOrder(begin(month), begin(month.plusMonths(1)), models, reason);
    }

    /** The same day by day. */
    List<ReratingOrder> days() {
        List<ReratingOrder> days = new ArrayList<>();
        for (Instant day = from; day.isBefore(to); day = day.plus(1, ChronoUnit.DAYS)) {
            days.add(new ReratingOrder(day, endOfDayFrom(day), models, reason));
        }
        return days;
    }

    /** A day after {@code begin}, or the end of the period when that is earlier. */
    Instant endOfDayFrom(Instant begin) {
        Instant end = begin.plus(1, ChronoUnit.DAYS);
        return end.isBefore(to) ? end : to;
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static void whole(Instant time, String name) {
        if (!time.equals(time.truncatedTo(ChronoUnit.HOURS))) {
            throw new InvalidParameterException(name, "must be at the beginning of a UTC hour");
        }
    }
}
