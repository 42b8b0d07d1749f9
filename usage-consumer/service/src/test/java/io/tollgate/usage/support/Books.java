package io.tollgate.usage.support;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Looks into the store: what a tenant's usage costs by sums and adjustments, written out apart from the code under test. */
public final class Books {

    private static final String COST = """
            SELECT coalesce(sum((x.requests * c.per_call * 1000000::numeric
                + x.text_input * c.input_rate::numeric + x.cached_input * c.cached_input_rate::numeric
                + x.audio_input * c.audio_input_rate::numeric + x.image_input * c.image_input_rate::numeric
                + x.text_output * c.output_rate::numeric + x.reasoning * c.reasoning_rate::numeric
                + x.audio_output * c.audio_output_rate::numeric) * (1000000 - c.discount_ppm)), 0)
            FROM %s x JOIN usage.series s ON s.id = x.series_id JOIN usage.rate_card c ON c.card_id = x.card_id
            WHERE s.tenant = ?""";
    private static final String TOKENS = """
            SELECT coalesce(sum(x.text_input + x.cached_input + x.audio_input + x.image_input + x.text_output
              + x.reasoning + x.audio_output), 0)
            FROM %s x JOIN usage.series s ON s.id = x.series_id WHERE s.tenant = ?""";
    private static final int SCALE = 21;

    private final DataSource source;

    public Books(DataSource source) {
        this.source = source;
    }

    /** What was priced when it came, in units of the currency. */
    public String rolledUp(String tenant) {
        return money(COST.formatted("usage.rollup"), tenant);
    }

    /** What adjustments add to it. */
    public String adjusted(String tenant) {
        return money(COST.formatted("usage.adjustment"), tenant);
    }

    /** Tokens in the sums. */
    public long tokens(String tenant) {
        return number(TOKENS.formatted("usage.rollup"), tenant).longValueExact();
    }

    /** Tokens in the adjustments; never other than 0. */
    public long adjustedTokens(String tenant) {
        return number(TOKENS.formatted("usage.adjustment"), tenant).longValueExact();
    }

    /** The number that {@code sql} gives. */
    public BigDecimal number(String sql, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs {@code sql}. */
    public void run(String sql, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String money(String sql, String tenant) {
        BigDecimal amount = number(sql, tenant).movePointLeft(SCALE).stripTrailingZeros();
        return amount.setScale(Math.max(2, amount.scale())).toPlainString();
    }
}
