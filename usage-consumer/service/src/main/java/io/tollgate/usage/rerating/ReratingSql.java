package io.tollgate.usage.rerating;

import io.tollgate.usage.cost.CostSql;
import io.tollgate.usage.store.rollup.Rollups;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The statements behind a re-rating, in the order in which they run. Tables of their own live as long as the transaction. */
final class ReratingSql {

    private static final String PLAIN = columns(name -> name);
    private static final String NEGATED = columns(name -> "-" + name);
    private static final String SUMS = columns(name -> "sum(" + name + ") AS " + name);

    static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    /** Of what there is something in the period: the names that cards are chosen by. */
    static final String SERIES = """
            SELECT s.id, s.model, s.deployment, s.region, s.tenant FROM usage.series s
            WHERE s.model <> '' AND (cardinality(?::text[]) = 0 OR s.model = ANY (?::text[]))
              AND s.id IN (SELECT series_id FROM usage.rollup WHERE hour >= ?::timestamptz AND hour < ?::timestamptz)""";

    static final String FIRST_USED = """
            SELECT least(
              (SELECT min(hour) FROM usage.rollup WHERE hour >= ?::timestamptz AND hour < ?::timestamptz),
              (SELECT min(hour) FROM usage.adjustment WHERE hour >= ?::timestamptz AND hour < ?::timestamptz))""";

    static final String TABLES = """
            CREATE TEMPORARY TABLE rating_span (
              series_id bigint, from_time timestamptz, until_time timestamptz, card_id bigint) ON COMMIT DROP;
            CREATE TEMPORARY TABLE rating_difference (
              hour timestamptz, series_id bigint, card_id bigint, %s) ON COMMIT DROP""".formatted(columns(name -> name + " bigint"));

    static final String ADD_SPANS = """
            INSERT INTO rating_span
            SELECT series_id, from_time::timestamptz, until_time::timestamptz, card_id
            FROM unnest(?::int8[], ?::text[], ?::text[], ?::int8[]) AS s(series_id, from_time, until_time, card_id)""";

    static final String ANALYZE = "ANALYZE rating_span";

    /**
     * Of some hours, what cards should have and do not, and the other way round. Hours in which one card applies are taken
     * from the sums; those within which it changes from the events, and left as they are when not all of these are kept any
     * more. Sums and adjustments of an hour always have as much as its events, so no row changes how much was used.
     */
    static final String COMPARE = """
            INSERT INTO rating_difference
            WITH kept AS (
              SELECT hour, series_id, card_id, %1$s FROM usage.rollup
              WHERE hour >= ?::timestamptz AND hour < ?::timestamptz
              UNION ALL
              SELECT hour, series_id, card_id, %1$s FROM usage.adjustment
              WHERE hour >= ?::timestamptz AND hour < ?::timestamptz),
            misplaced AS MATERIALIZED (
              SELECT k.hour, k.series_id, k.card_id AS has, s.card_id AS needs, %2$s
              FROM kept k JOIN rating_span s ON s.series_id = k.series_id AND s.card_id <> k.card_id
                AND s.from_time <= k.hour AND s.until_time >= k.hour + interval '1 hour'
              GROUP BY k.hour, k.series_id, k.card_id, s.card_id),
            divided AS MATERIALIZED (
              SELECT DISTINCT date_trunc('hour', from_time, 'UTC') AS hour, series_id FROM rating_span
              WHERE from_time >= ?::timestamptz AND from_time < ?::timestamptz
                AND from_time <> date_trunc('hour', from_time, 'UTC')),
            counted AS MATERIALIZED (
              SELECT e.hour, e.series_id, s.card_id, count(*) AS requests, %3$s
              FROM (SELECT DISTINCT hour FROM divided) h
              JOIN usage.billable e ON e.occurred_at >= h.hour AND e.occurred_at < h.hour + interval '1 hour'
              JOIN divided d ON d.hour = h.hour AND d.series_id = e.series_id
              JOIN rating_span s ON s.series_id = e.series_id
                AND e.occurred_at >= s.from_time AND e.occurred_at < s.until_time
              GROUP BY e.hour, e.series_id, s.card_id),
            recounted AS MATERIALIZED (
              SELECT hour, series_id, card_id, %1$s FROM counted
              UNION ALL
              SELECT hour, series_id, card_id, %4$s FROM kept JOIN divided USING (hour, series_id)),
            complete AS (
              SELECT hour, series_id FROM recounted GROUP BY hour, series_id HAVING NOT %5$s)
            SELECT hour, series_id, card_id, %2$s
            FROM (
              SELECT hour, series_id, needs AS card_id, %1$s FROM misplaced
              UNION ALL
              SELECT hour, series_id, has, %4$s FROM misplaced
              UNION ALL
              SELECT hour, series_id, card_id, %1$s FROM recounted JOIN complete USING (hour, series_id)) d
            GROUP BY hour, series_id, card_id HAVING %5$s""".formatted(
                    PLAIN,
                    SUMS,
                    Rollups.COUNTS.stream()
                            .skip(1)
                            .map(name -> "sum(e." + name + ") AS " + name)
                            .collect(Collectors.joining(", ")),
                    NEGATED,
                    Rollups.COUNTS.stream()
                            .map(name -> "sum(" + name + ") <> 0")
                            .collect(Collectors.joining(" OR ", "(", ")")));

    static final String ROWS = "SELECT count(*) FROM rating_difference";

    static final String COSTS = "SELECT c.currency, sum(" + CostSql.paid("d", "c")
            + ") FROM rating_difference d JOIN usage.rate_card c ON c.card_id = d.card_id GROUP BY c.currency";

    static final String RECORD = """
            INSERT INTO usage.rerating (from_time, to_time, reason)
            VALUES (?::timestamptz, ?::timestamptz, ?) RETURNING id""";

    static final String ADJUST = """
            INSERT INTO usage.adjustment (rerating_id, hour, series_id, card_id, %1$s)
            SELECT ?, hour, series_id, card_id, %1$s FROM rating_difference ORDER BY hour, series_id, card_id""".formatted(PLAIN);

    private ReratingSql() {}

    private static String columns(UnaryOperator<String> each) {
        return Rollups.COUNTS.stream().map(each).collect(Collectors.joining(", "));
    }
}
