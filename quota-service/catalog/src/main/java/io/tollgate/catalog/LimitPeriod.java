package io.tollgate.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** A calendar period in a time zone. Weeks begin on Monday, as in ISO 8601. */
public enum LimitPeriod {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR;

    private static final long SECONDS_PER_HOUR = 3_600;

    /** The name in JSON and in limit names. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When the period that {@code now} lies in ends and the next begins; always after {@code now}. */
    public Instant endAfter(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return switch (this) {
            case HOUR -> endOfHour(now, zone);
            case DAY -> startOf(today.plusDays(1), zone);
            case WEEK -> startOf(today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)), zone);
            case MONTH -> startOf(today.with(TemporalAdjusters.firstDayOfNextMonth()), zone);
            case YEAR -> startOf(today.with(TemporalAdjusters.firstDayOfNextYear()), zone);
        };
    }

    /** When the period that {@code now} lies in began; never after {@code now}. */
    public Instant startOf(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return switch (this) {
            case HOUR -> endOfHour(now, zone).minusSeconds(SECONDS_PER_HOUR);
            case DAY -> startOf(today, zone);
            case WEEK -> startOf(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
            case MONTH -> startOf(today.with(TemporalAdjusters.firstDayOfMonth()), zone);
            case YEAR -> startOf(today.with(TemporalAdjusters.firstDayOfYear()), zone);
        };
    }

    /** By the offset of the moment: where clocks are put back by half an hour, local time alone would lead into the past. */
    private static Instant endOfHour(Instant now, ZoneId zone) {
        long local = now.getEpochSecond() + zone.getRules().getOffset(now).getTotalSeconds();
        return Instant.ofEpochSecond(now.getEpochSecond() + SECONDS_PER_HOUR - Math.floorMod(local, SECONDS_PER_HOUR));
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
