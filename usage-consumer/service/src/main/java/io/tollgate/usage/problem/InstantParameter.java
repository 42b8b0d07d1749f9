package io.tollgate.usage.problem;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A moment as callers write it. */
public final class InstantParameter {

    private static final int DATE_LENGTH = "2026-11-21".length();

    private InstantParameter() {}

    /**
     * An instant, or the beginning of a UTC date, of the years 1 to 9999.
     *
     * @throws InvalidParameterException when it is neither
     */
    public static Instant parse(String name, String text) {
        if (text == null) {
            throw new InvalidParameterException(name, "is required");
        }
        try {
            Instant instant = text.length() == DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1 || year > 9999) {
                throw new InvalidParameterException(name, "must be in the years 1 to 9999");
            }
            return instant;
        } catch (DateTimeException e) {
            throw new InvalidParameterException(
                    name, "must be a date such as 2026-11-21 or an instant such as 2026-11-21T10:00:00Z");
        }
    }
}
