package io.tollgate.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** A calendar period in a time zone. Weeks begin on Monday, as in ISO 8601. */
public enum LimitPeriod {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR;

    /** The name in JSON and in limit names. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** When the period that {@code now} lies in ends and the next begins; always after {@code now}. */
    public Instant endAfter(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        if (this == HOUR) {
            return local.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
        }
        ZonedDateTime today = local.toLocalDate().atStartOfDay(zone);
        return switch (this) {
            case HOUR -> throw new IllegalStateException("answered above");
            case DAY -> today.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
            case WEEK ->
                today.toLocalDate()
                        .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                        .atStartOfDay(zone)
                        .toInstant();
            case MONTH ->
                today.toLocalDate()
                        .with(TemporalAdjusters.firstDayOfNextMonth())
                        .atStartOfDay(zone)
                        .toInstant();
            case YEAR ->
                today.toLocalDate()
                        .with(TemporalAdjusters.firstDayOfNextYear())
                        .atStartOfDay(zone)
                        .toInstant();
        };
    }
}
