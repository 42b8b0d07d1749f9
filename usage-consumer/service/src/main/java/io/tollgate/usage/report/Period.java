package io.tollgate.usage.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A half-open stretch of time.
 *
 * @param from the first instant
 * @param to the instant after the last
 */
public record Period(Instant from, Instant to) {

    /** The first whole UTC hour that begins in it, or at its end. */
    Instant firstHour() {
        Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        return hour.equals(from) ? hour : hour.plus(1, ChronoUnit.HOURS);
    }

    /** Where its last whole UTC hour ends. */
    Instant endOfHours() {
        return to.truncatedTo(ChronoUnit.HOURS);
    }

    /** Whether there is a whole UTC hour in it. */
    boolean hasHours() {
        return firstHour().isBefore(endOfHours());
    }
}
