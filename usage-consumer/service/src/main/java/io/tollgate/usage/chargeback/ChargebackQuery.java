package io.tollgate.usage.chargeback;

import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.report.Capacity;
import io.tollgate.usage.report.Cursor;
import io.tollgate.usage.report.Dimension;
import io.tollgate.usage.report.Filters;
import io.tollgate.usage.report.Grouping;
import io.tollgate.usage.report.Parameters;
import io.tollgate.usage.report.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a report is to show.
 *
 * @param period which time
 * @param groupBy at least one, in the order of the columns
 * @param filters which usage
 * @param capacity which capacity that is paid for by the hour; empty for none
 * @param after the group, line and currency after which to begin; empty for the beginning
 * @param limit how many rows at most; empty for all
 */
record ChargebackQuery(
        Period period,
        List<Grouping> groupBy,
        Filters filters,
        Optional<Capacity> capacity,
        List<String> after,
        Optional<Integer> limit) {

    /** A report with more rows is refused, so that it fits into memory. */
    static final int MOST_ROWS = 10_000;

    private static final Set<String> OTHERS =
            Set.of("from", "to", "groupBy", "format", "limit", "after", "amortisation");
    private static final int COLUMNS_BEHIND_GROUP = 2;
    private static final String BEHIND_EVERY_CURRENCY = "~";

    ChargebackQuery {
        groupBy = List.copyOf(groupBy);
        after = List.copyOf(after);
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws InvalidParameterException naming the first that cannot be used
     */
    static ChargebackQuery parse(Parameters parameters) {
        Filters filters = parameters.filters(OTHERS);
        List<Grouping> groupBy = parameters
                .single("groupBy")
                .map(text -> Grouping.list("groupBy", text))
                .orElse(List.of(Dimension.TENANT));
        List<String> after = parameters
                .single("after")
                .map(cursor -> Cursor.values(names(groupBy), cursor, groupBy.size() + COLUMNS_BEHIND_GROUP))
                .orElse(List.of());
        Period period = parameters.period();
        return new ChargebackQuery(
                period,
                groupBy,
                filters,
                Capacity.parse(parameters, period, filters),
                after,
                parameters.limit(MOST_ROWS));
    }

    /** The names of what is grouped by. */
    List<String> names() {
        return names(groupBy);
    }

    /** Whether only a part of the report is asked for. */
    boolean paged() {
        return limit.isPresent() || !after.isEmpty();
    }

    /**
     * The cursor behind {@code row}. One without a currency is the only one of its group, and all that gets a price there later
     * has been shown with it.
     */
    String behind(Report.Row row) {
        List<String> values = new ArrayList<>(row.group());
        values.add(row.line());
        values.add(row.currency().orElse(BEHIND_EVERY_CURRENCY));
        return Cursor.of(names(), values);
    }

    private static List<String> names(List<Grouping> groupBy) {
        return groupBy.stream().map(Grouping::parameter).toList();
    }
}
