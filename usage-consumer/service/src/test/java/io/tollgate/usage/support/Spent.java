package io.tollgate.usage.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes sums as ingestion and re-rating do, of one tenant that no other test has. */
public final class Spent {

    private static final String SERIES = """
            INSERT INTO usage.series (tenant, cost_centre, product, application, key_id, operation, requested_model, route,
              model, deployment, capacity, region, spilled_from, outcome, token_source)
            VALUES (?, ?, ?, '', '', '', '', '', '', ?, '', '', '', 'completed', 'reported') RETURNING id""";
    private static final String CARD = """
            INSERT INTO usage.rate_card (price_id, model, effective_from, currency, input_rate, cached_input_rate, output_rate,
              reasoning_rate, audio_input_rate, audio_output_rate, image_input_rate, per_call, discount_ppm, withdrawn_at)
            VALUES (?, 'm', 'epoch', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now()) RETURNING card_id""";
    private static final String COUNTS =
            "hour, series_id, card_id, requests, text_input, cached_input, audio_input, image_input, text_output, reasoning,"
                    + " audio_output";

    private final DataSource source;
    private final String name = UUID.randomUUID().toString();

    public Spent(DataSource source) {
        this.source = source;
    }

    public String tenant() {
        return "t-" + name;
    }

    public String costCentre() {
        return "Research / " + name;
    }

    public String product() {
        return "p-" + name;
    }

    /** A series of the tenant's. */
    public long series() throws SQLException {
        return id(SERIES, tenant(), costCentre(), product(), UUID.randomUUID().toString());
    }

    /** A card of which a million input tokens cost so many whole units of the currency, and nothing else anything. */
    public long inputCard(String currency, long units, int discountPpm) throws SQLException {
        return card(currency, new long[] {units * 1_000_000_000L, 0, 0, 0, 0, 0, 0}, 0, discountPpm);
    }

    /**
     * A card.
     *
     * @param rates of input, cached input, output, reasoning, audio input, audio output and images, nanos per million
     */
    public long card(String currency, long[] rates, long perCallNanos, int discountPpm) throws SQLException {
        return id(
                CARD,
                UUID.randomUUID().toString(),
                currency,
                rates[0],
                rates[1],
                rates[2],
                rates[3],
                rates[4],
                rates[5],
                rates[6],
                perCallNanos,
                discountPpm);
    }

    /**
     * Sums of one hour.
     *
     * @param counts requests, text input, cached input, audio input, images, text output, reasoning, audio output
     */
    public void rolledUp(Instant at, long series, long card, long... counts) throws SQLException {
        insert("usage.rollup (" + COUNTS + ") VALUES (?", at, series, card, counts);
    }

    /** A correction of the sums of one hour, with signs. */
    public void adjusted(Instant at, long series, long card, long... counts) throws SQLException {
        long rerating = id(
                "INSERT INTO usage.rerating (from_time, to_time, reason) VALUES ('epoch', 'epoch', ?) RETURNING id",
                name);
        insert("usage.adjustment (rerating_id, " + COUNTS + ") VALUES (" + rerating + ", ?", at, series, card, counts);
    }

    private void insert(String into, Instant at, long series, long card, long... counts) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO " + into + ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, at.truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC));
            insert.setLong(2, series);
            insert.setLong(3, card);
            for (int i = 0; i < 8; i++) {
                insert.setLong(4 + i, i < counts.length ? counts[i] : 0);
            }
            insert.executeUpdate();
        }
    }

    private long id(String sql, Object... values) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
