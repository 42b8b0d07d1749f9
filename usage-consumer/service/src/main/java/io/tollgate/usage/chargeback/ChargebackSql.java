package io.tollgate.usage.chargeback;

import io.tollgate.usage.cost.CostSql;
import io.tollgate.usage.report.Capacity;
import io.tollgate.usage.report.Facts;
import io.tollgate.usage.report.Grouping;
import io.tollgate.usage.report.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statement behind a report. Counts are summed by rate card first and multiplied once, in numeric, so that no call is
 * too small to count. Rows are ordered by their bytes, whatever the database's language.
 */
final class ChargebackSql {

    /** What the columns behind group, line and currency are called, in order. */
    private static final List<String> SUMS = List.of(
            "requests",
            "completed",
            "denied",
            "failed",
            "partial",
            "cancelled",
            "interrupted",
            "input",
            "cached",
            "audio_input",
            "image_input",
            "output",
            "reasoning",
            "audio_output",
            "estimated",
            "unpriced",
            "cost",
            "list",
            "adjusted");

    private static final String TOKENS = "f.text_input + f.cached_input + f.audio_input + f.image_input"
            + " + f.text_output + f.reasoning + f.audio_output";
    private static final String SUMMED = """
            , c.currency,
              sum(f.requests) AS requests,
              coalesce(sum(f.requests) FILTER (WHERE s.outcome = 'completed'), 0) AS completed,
              coalesce(sum(f.requests) FILTER (WHERE s.outcome = 'denied'), 0) AS denied,
              coalesce(sum(f.requests) FILTER (WHERE s.outcome = 'failed'), 0) AS failed,
              coalesce(sum(f.requests) FILTER (WHERE s.outcome = 'partial'), 0) AS partial,
              coalesce(sum(f.requests) FILTER (WHERE s.outcome = 'cancelled'), 0) AS cancelled,
              coalesce(sum(f.requests) FILTER (WHERE s.outcome = 'interrupted'), 0) AS interrupted,
              sum(f.text_input + f.cached_input + f.audio_input + f.image_input) AS input,
              sum(f.cached_input) AS cached, sum(f.audio_input) AS audio_input, sum(f.image_input) AS image_input,
              sum(f.text_output + f.reasoning + f.audio_output) AS output,
              sum(f.reasoning) AS reasoning, sum(f.audio_output) AS audio_output,
              coalesce(sum(%1$s) FILTER (WHERE s.token_source = 'estimated'), 0) AS estimated,
              coalesce(sum(%1$s) FILTER (WHERE c.card_id IS NULL), 0) AS unpriced,
              coalesce(sum(%2$s), 0) AS cost,
              coalesce(sum(%3$s * 1000000), 0) AS list,
              coalesce(sum(%2$s) FILTER (WHERE f.adjusted_in IS NOT NULL), 0) AS adjusted
            FROM fact f JOIN usage.series s ON s.id = f.series_id LEFT JOIN usage.rate_card c ON c.card_id = f.card_id
            GROUP BY\s""".formatted(TOKENS, CostSql.paid("f", "c"), CostSql.list("f", "c"));

    private ChargebackSql() {}

    /** What is summed up for {@code query} when it is grouped by {@code groupBy}. */
    static Facts facts(ChargebackQuery query, List<Grouping> groupBy) {
        List<Grouping> ofEvents = groupBy.stream().filter(Grouping::ofEvents).toList();
        return new Facts(query.period(), query.filters(), Facts.Bucket.of(groupBy), ofEvents);
    }

    /** The rows of {@code query}, behind the row that the query names, all of them or {@code limit}. */
    static Sql rows(ChargebackQuery query, int limit) {
        Sql rows = grouped(query, query.groupBy());
        if (!query.after().isEmpty()) {
            String places = query.after().stream().map(value -> "?").collect(Collectors.joining(", "));
            rows = rows.plus(Sql.of(
                    " WHERE (" + order(query.groupBy().size()) + ") > (" + places + ")",
                    query.after().toArray()));
        }
        return ordered(rows, query.groupBy().size()).plus(limit == 0 ? Sql.NOTHING : Sql.of(" LIMIT ?", limit));
    }

    /** One row per line and currency for all of {@code query}. */
    static Sql totals(ChargebackQuery query) {
        return ordered(grouped(query, List.of()), 0);
    }

    /** A group's usage without a price belongs to the row of its first currency. */
    private static Sql grouped(ChargebackQuery query, List<Grouping> groupBy) {
        String keys = keys(groupBy.size());
        Sql capacityTables =
                query.capacity().map(Capacity::tables).map(Sql.of(", ")::plus).orElse(Sql.NOTHING);
        Sql capacityRows =
                query.capacity().map(capacity -> capacity(capacity, groupBy)).orElse(Sql.NOTHING);
        return Sql.of("WITH fact AS (")
                .plus(facts(query, groupBy).sql())
                .plus(")")
                .plus(capacityTables)
                .plus(", keyed AS (")
                .plus(usage(groupBy))
                .plus(capacityRows)
                .plus(") SELECT " + keys + "line, shown, "
                        + SUMS.stream().map(sum -> "sum(" + sum + ")").collect(Collectors.joining(", "))
                        + " FROM (SELECT *, coalesce(currency, min(currency) OVER (PARTITION BY " + keys
                        + "line), '') AS shown FROM keyed) g");
    }

    private static Sql usage(List<Grouping> groupBy) {
        List<Sql> columns = new ArrayList<>();
        int ofEvents = 0;
        for (int i = 0; i < groupBy.size(); i++) {
            Grouping by = groupBy.get(i);
            columns.add(key(by.ofEvents() ? Sql.of("f.e" + ofEvents++) : by.sql(), i));
        }
        columns.add(Sql.of("'usage'::text AS line"));
        return Sql.of("SELECT ").plus(Sql.join(", ", columns)).plus(SUMMED + keys(groupBy.size()) + "line, c.currency");
    }

    private static Sql capacity(Capacity capacity, List<Grouping> groupBy) {
        Sql columns = Sql.NOTHING;
        for (int i = 0; i < groupBy.size(); i++) {
            columns = columns.plus(key(groupBy.get(i).ofCapacity(), i)).plus(", ");
        }
        String counts = "0, ".repeat(SUMS.indexOf("cost"));
        return Sql.of(" UNION ALL SELECT ")
                .plus(columns)
                .plus("f.line, f.currency, " + counts + "sum(f.cost) * 1000000, sum(f.list_cost) * 1000000, 0")
                .plus(capacity.rows(Facts.Bucket.of(groupBy)))
                .plus(" GROUP BY " + keys(groupBy.size()) + "f.line, f.currency");
    }

    private static Sql ordered(Sql rows, int groups) {
        return rows.plus(" GROUP BY " + keys(groups) + "line, shown HAVING sum(requests) <> 0 OR sum(input) <> 0 "
                + "OR sum(output) <> 0 OR sum(cost) <> 0 OR sum(list) <> 0 OR sum(adjusted) <> 0 ORDER BY "
                + order(groups));
    }

    /** Compared by bytes throughout, so that sorting once is enough and costs little for long names. */
    private static Sql key(Sql value, int index) {
        return Sql.of("(").plus(value).plus(") COLLATE \"C\" AS k" + index);
    }

    /** Names of the columns of a group, each with a comma behind it. */
    private static String keys(int groups) {
        return IntStream.range(0, groups).mapToObj(i -> "k" + i + ", ").collect(Collectors.joining());
    }

    private static String order(int groups) {
        return IntStream.range(0, groups)
                        .mapToObj(i -> "k" + i + " COLLATE \"C\", ")
                        .collect(Collectors.joining()) + "line COLLATE \"C\", shown COLLATE \"C\"";
    }
}
