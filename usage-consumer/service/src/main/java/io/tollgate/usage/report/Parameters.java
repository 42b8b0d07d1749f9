package io.tollgate.usage.report;

import io.tollgate.usage.problem.InstantParameter;
import io.tollgate.usage.problem.InvalidParameterException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The query parameters of one request. Each method throws {@link InvalidParameterException} that names the parameter. */
public final class Parameters {

    private static final Duration USUAL_PERIOD = Duration.ofDays(30);
    private static final int MOST_FILTER_VALUES = 100;

    private final Map<String, List<String>> given;
    private final Instant now;
    private final UnaryOperator<Instant> behindLast;

    /**
     * The parameters {@code given} at {@code now}.
     *
     * @param behindLast gives for {@code now} the instant behind everything that is known; asked only where {@code to} is missing
     */
    public Parameters(Map<String, List<String>> given, Instant now, UnaryOperator<Instant> behindLast) {
        this.given = Map.copyOf(given);
        this.now = now;
        this.behindLast = behindLast;
    }

    /** When they were given. */
    public Instant now() {
        return now;
    }

    /** A parameter that may be given once. */
    public Optional<String> single(String name) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidParameterException(name, "may be given once");
        }
        return values.stream().findFirst();
    }

    /** Where {@code name} must not be given since it {@code problem}. */
    public void refuse(String name, String problem) {
        if (given.containsKey(name)) {
            throw new InvalidParameterException(name, problem);
        }
    }

    /** Refuses every parameter that is none of {@code known}. */
    public void only(Set<String> known) {
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidParameterException(name, "is no parameter of this report");
                });
    }

    /**
     * {@code from} and {@code to}, in microseconds, as the store has them. Unless given, {@code to} is now, or behind the last event
     * when that is dated later, and {@code from} is thirty days before {@code to} or now.
     */
    public Period period() {
        Optional<Instant> asked = time("to");
        Instant to = asked.orElseGet(() -> behindLast.apply(now)).truncatedTo(ChronoUnit.MICROS);
        Instant from = time("from")
                .orElseGet(() -> asked.orElse(now).minus(USUAL_PERIOD))
                .truncatedTo(ChronoUnit.MICROS);
        if (!from.isBefore(to)) {
            throw new InvalidParameterException("from", "must be before to");
        }
        return new Period(from, to);
    }

    /** {@code limit}, when given: at least 1 and at most {@code most}. */
    public Optional<Integer> limit(int most) {
        return single("limit").map(text -> {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
                throw new InvalidParameterException("limit", "must be a number from 1 to " + most);
            }
            return Integer.parseInt(text);
        });
    }

    /** Everything that is none of {@code others}, as filters. */
    public Filters filters(Set<String> others) {
        Map<Grouping, List<String>> filters = new LinkedHashMap<>();
        given.forEach((name, values) -> {
            if (!others.contains(name)) {
                filters.put(filter(name, values), List.copyOf(values));
            }
        });
        return new Filters(filters);
    }

    private static Grouping filter(String name, List<String> values) {
        Grouping grouping = Grouping.named(name)
                .filter(Grouping::filters)
                .orElseThrow(() -> new InvalidParameterException(name, "is no parameter of this report"));
        if (values.size() > MOST_FILTER_VALUES) {
            throw new InvalidParameterException(name, "may be given at most " + MOST_FILTER_VALUES + " times");
        }
        if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw new InvalidParameterException(name, "must not contain NUL");
        }
        return grouping;
    }

    private Optional<Instant> time(String name) {
        return single(name).map(text -> InstantParameter.parse(name, text));
    }
}
