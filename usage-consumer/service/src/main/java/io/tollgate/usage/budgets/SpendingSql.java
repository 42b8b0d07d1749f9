package io.tollgate.usage.budgets;

import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.usage.cost.CostSql;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Adds up what was spent, by the sums and the cards that reports show, corrections included. */
final class SpendingSql {

    private static final String SPENT = """
            WITH mine AS (SELECT id FROM usage.series WHERE %1$s = ?),
            counts AS (
              SELECT card_id, sum(requests) AS requests, sum(text_input) AS text_input, sum(cached_input) AS cached_input,
                sum(audio_input) AS audio_input, sum(image_input) AS image_input, sum(text_output) AS text_output,
                sum(reasoning) AS reasoning, sum(audio_output) AS audio_output
              FROM (
                SELECT r.card_id, r.requests, r.text_input, r.cached_input, r.audio_input, r.image_input, r.text_output,
                  r.reasoning, r.audio_output
                FROM usage.rollup r JOIN mine ON mine.id = r.series_id WHERE r.hour >= ? AND r.hour < ?
                UNION ALL
                SELECT a.card_id, a.requests, a.text_input, a.cached_input, a.audio_input, a.image_input, a.text_output,
                  a.reasoning, a.audio_output
                FROM usage.adjustment a JOIN mine ON mine.id = a.series_id WHERE a.hour >= ? AND a.hour < ?) parts
              GROUP BY card_id)
            SELECT coalesce(sum(%2$s), 0)
            FROM counts JOIN usage.rate_card card ON card.card_id = counts.card_id
            WHERE card.currency = ?""";

    private static final int DEADLINE_SECONDS = 10;

    private SpendingSql() {}

    /** In the full hours from {@code from} until {@code to}, in 10<sup>-21</sup> of the currency. */
    static BigInteger spent(
            Connection connection, BudgetScope scope, String target, String currency, Instant from, Instant to)
            throws SQLException {
        String sql = SPENT.formatted(column(scope), CostSql.paid("counts", "card"));
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setQueryTimeout(DEADLINE_SECONDS);
            query.setString(1, target);
            for (int sums = 2; sums <= 4; sums += 2) {
                query.setObject(sums, from.atOffset(ZoneOffset.UTC));
                query.setObject(sums + 1, to.atOffset(ZoneOffset.UTC));
            }
            query.setString(6, currency);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBigDecimal(1).toBigIntegerExact();
            }
        }
    }

    private static String column(BudgetScope scope) {
        return switch (scope) {
            case TENANT -> "tenant";
            case PRODUCT -> "product";
            case COST_CENTRE -> "cost_centre";
        };
    }
}
