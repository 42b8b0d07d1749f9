package io.tollgate.usage.requests;

import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.report.Cursor;
import io.tollgate.usage.report.Filters;
import io.tollgate.usage.report.Parameters;
import io.tollgate.usage.report.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests are asked for.
 *
 * @param period in which they occurred
 * @param filters which of them
 * @param after the one behind which to begin; empty for the newest
 * @param limit how many at most
 */
record RequestQuery(Period period, Filters filters, Optional<Place> after, int limit) {

    private static final Set<String> OTHERS = Set.of("from", "to", "limit", "after");
    private static final List<String> ORDER = List.of("occurredAt", "id");
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;

    /** Where a request stands in the order of the list. */
    record Place(Instant occurredAt, String id) {
        String cursor() {
            return Cursor.of(ORDER, List.of(occurredAt.toString(), id));
        }
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws InvalidParameterException naming the first that cannot be used
     */
    static RequestQuery parse(Parameters parameters) {
        Filters filters = parameters.filters(OTHERS);
        Optional<Place> after = parameters
                .single("after")
                .map(cursor -> Cursor.values(ORDER, cursor, ORDER.size()))
                .map(RequestQuery::place);
        return new RequestQuery(
                parameters.period(), filters, after, parameters.limit(MOST).orElse(USUAL_LIMIT));
    }

    private static Place place(List<String> values) {
        try {
            return new Place(Instant.parse(values.getFirst()), values.getLast());
        } catch (DateTimeException e) {
            throw new InvalidParameterException("after", "must be what next was in an answer to the same question");
        }
    }
}
