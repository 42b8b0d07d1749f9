package io.tollgate.usage.chargeback;

import io.tollgate.usage.problem.InvalidParameterException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a report is to show.
 *
 * @param from the first instant
 * @param to the instant after the last
 * @param groupBy at least one, in the order of the columns
 * @param filters values per dimension, any of which fits
 */
record ChargebackQuery(Instant from, Instant to, List<Dimension> groupBy, Map<Dimension, List<String>> filters) {

    private static final Duration USUAL_PERIOD = Duration.ofDays(30);
    private static final Set<String> OTHERS = Set.of("from", "to", "groupBy", "format");
    private static final int MOST_FILTER_VALUES = 100;

    ChargebackQuery {
        groupBy = List.copyOf(groupBy);
        filters = Map.copyOf(filters);
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws InvalidParameterException naming the first that cannot be used
     */
    static ChargebackQuery parse(Map<String, List<String>> parameters, Instant now) {
        Map<Dimension, List<String>> filters = new EnumMap<>(Dimension.class);
        parameters.forEach((name, values) -> filter(name, values).ifPresent(by -> filters.put(by, values)));
        Instant to = time(parameters, "to").orElse(now);
        Instant from = time(parameters, "from").orElseGet(() -> to.minus(USUAL_PERIOD));
        if (!from.isBefore(to)) {
            throw new InvalidParameterException("from", "must be before to");
        }
        return new ChargebackQuery(from, to, groupBy(parameters), filters);
    }

    private static Optional<Dimension> filter(String name, List<String> values) {
        if (OTHERS.contains(name)) {
            return Optional.empty();
        }
        Optional<Dimension> dimension = Dimension.named(name).filter(Dimension::filters);
        if (dimension.isEmpty()) {
            throw new InvalidParameterException(name, "is no parameter of this report");
        }
        if (values.size() > MOST_FILTER_VALUES) {
            throw new InvalidParameterException(name, "may be given at most " + MOST_FILTER_VALUES + " times");
        }
        if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw new InvalidParameterException(name, "must not contain NUL");
        }
        return dimension;
    }

    private static List<Dimension> groupBy(Map<String, List<String>> parameters) {
        Optional<String> given = single(parameters, "groupBy");
        if (given.isEmpty()) {
            return List.of(Dimension.TENANT);
        }
        List<Dimension> dimensions = new ArrayList<>();
        for (String name : given.get().split(",", -1)) {
            Dimension dimension = Dimension.named(name.trim())
                    .orElseThrow(() -> new InvalidParameterException(
                            "groupBy", "must be a comma-separated list of " + Dimension.names()));
            if (dimensions.contains(dimension)) {
                throw new InvalidParameterException("groupBy", "names " + dimension.parameter() + " twice");
            }
            dimensions.add(dimension);
        }
        return dimensions;
    }

    private static Optional<Instant> time(Map<String, List<String>> parameters, String name) {
        return single(parameters, name).map(text -> {
            try {
                Instant instant = text.length() == "2026-11-21".length()
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
                int year = instant.atOffset(ZoneOffset.UTC).getYear();
                if (year < 1 || year > 9999) {
                    throw new InvalidParameterException(name, "must be in the years 1 to 9999");
                }
                return instant;
            } catch (DateTimeException e) {
                throw new InvalidParameterException(
                        name, "must be a date such as 2026-11-21 or an instant such as 2026-11-21T10:15:30Z");
            }
        });
    }

    static Optional<String> single(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidParameterException(name, "may be given once");
        }
        return values.stream().findFirst();
    }
}
