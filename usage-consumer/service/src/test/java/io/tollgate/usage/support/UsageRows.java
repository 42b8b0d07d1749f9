package io.tollgate.usage.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes what the consumer has stored, without the way through Kafka. */
public final class UsageRows {

    private static final String[] SERIES = {
        "tenant",
        "cost_centre",
        "product",
        "application",
        "key_id",
        "operation",
        "requested_model",
        "route",
        "model",
        "deployment",
        "capacity",
        "region",
        "spilled_from",
        "outcome",
        "token_source"
    };

    private final DataSource source;

    public UsageRows(DataSource source) {
        this.source = source;
    }

    /** The id of the completed, reported series of {@code tenant}, {@code model} and {@code deployment}. */
    public long series(String tenant, String model, String deployment) {
        return series(
                tenant,
                "cc-1",
                "shop",
                "app",
                "k1",
                "chat/completions",
                model,
                model,
                model,
                deployment,
                "payg",
                "westeurope",
                "",
                "completed",
                "reported");
    }

    /** The id of the series with these values of its columns. */
    public long series(String... values) {
        String columns = String.join(", ", SERIES);
        String places = "?, ".repeat(SERIES.length - 1) + "?";
        run("INSERT INTO usage.series (" + columns + ") VALUES (" + places + ") ON CONFLICT DO NOTHING", (Object[])
                values);
        return number("SELECT id FROM usage.series WHERE (" + columns + ") = (" + places + ")", (Object[]) values);
    }

    /** The id of a new card; rates in nano-units per million tokens: input, cached input, output. */
    public long card(String model, String currency, int discountPpm, long input, long cachedInput, long output) {
        return number(
                "INSERT INTO usage.rate_card (price_id, model, effective_from, currency, discount_ppm, input_rate,"
                        + " cached_input_rate, output_rate, reasoning_rate, audio_input_rate, audio_output_rate,"
                        + " image_input_rate, per_call, withdrawn_at) VALUES (?, ?, '2026-01-01', ?, ?::int, ?::bigint, ?::bigint,"
                        + " ?::bigint, 7, 11, 13, 17, 19, now()) RETURNING card_id",
                "price-" + model,
                model,
                currency,
                discountPpm,
                input,
                cachedInput,
                output);
    }

    /**
     * The id of a card by which {@code deployment} is paid for by the hour from 2025-05-01 on, and tokens are free. It can
     * serve 1,000 weighted tokens a minute, half of which {@code reserver} has reserved.
     */
    public long hourlyCard(String deployment, String model, String reserver, long perHour, int discountPpm) {
        run(
                "INSERT INTO usage.deployment (id, model, region, capacity, tokens_per_minute, input_weight,"
                        + " cached_input_weight, output_weight, reservations) VALUES (?, ?, 'westeurope', 'ptu', 1000, 1000,"
                        + " 500, 3000, jsonb_build_array(jsonb_build_object('tenant', ?, 'tokensPerMinute', 500)))",
                deployment,
                model,
                reserver);
        return number(
                "INSERT INTO usage.rate_card (price_id, model, deployment, effective_from, currency, discount_ppm,"
                        + " per_hour, input_rate, cached_input_rate, output_rate, reasoning_rate, audio_input_rate,"
                        + " audio_output_rate, image_input_rate) VALUES (?, ?, ?, '2025-05-01', 'USD', ?::int, ?::bigint,"
                        + " 0, 0, 0, 0, 0, 0, 0) RETURNING card_id",
                "hours-" + deployment,
                model,
                deployment,
                discountPpm,
                perHour);
    }

    /** An event of {@code user} in no sum yet. */
    public void event(String at, long series, long card, String user, long input, long cachedInput, long output) {
        run("SELECT usage.create_event_day((?::timestamptz AT TIME ZONE 'UTC')::date)", at);
        run(
                "INSERT INTO usage.event (id, occurred_at, series_id, card_id, node, catalog_version, end_user, session,"
                        + " address_class, tags, streamed, reported_model, attempts, status, reason, input_tokens,"
                        + " cached_input_tokens, output_tokens, reasoning_tokens, audio_input_tokens,"
                        + " audio_output_tokens, image_input_tokens, first_token_millis, total_millis)"
                        + " VALUES (?, ?::timestamptz, ?::bigint, ?::bigint, 'node-1', 1, ?, ?, 'private', ?::jsonb, true,"
                        + " 'm', '[]', 200, '', ?::bigint, ?::bigint, ?::bigint, 1, 2, 1, 3, 5, 9)",
                UUID.randomUUID(),
                at,
                series,
                card,
                user,
                "session-of-" + user,
                "{\"team\": \"team-of-" + user + "\"}",
                input,
                cachedInput,
                output);
    }

    /** Sums up the events of {@code series} by the hour. */
    public void sumUp(long series) {
        run(
                "INSERT INTO usage.rollup (hour, series_id, card_id, requests, text_input, cached_input, audio_input,"
                        + " image_input, text_output, reasoning, audio_output) SELECT hour, series_id, card_id, count(*),"
                        + " sum(text_input), sum(cached_input), sum(audio_input), sum(image_input), sum(text_output),"
                        + " sum(reasoning), sum(audio_output) FROM usage.billable WHERE series_id = ?::bigint"
                        + " GROUP BY hour, series_id, card_id",
                series);
    }

    /** Corrects an hour: {@code tokens} of input came by {@code newCard} and not by {@code oldCard}. */
    public void correct(String recordedAt, String hour, long series, long oldCard, long newCard, long tokens) {
        long rerating = number(
                "INSERT INTO usage.rerating (recorded_at, from_time, to_time, reason)"
                        + " VALUES (?::timestamptz, ?::timestamptz, ?::timestamptz + interval '1 hour', 'test') RETURNING id",
                recordedAt,
                hour,
                hour);
        adjust(rerating, hour, series, oldCard, -1, -tokens);
        adjust(rerating, hour, series, newCard, 1, tokens);
    }

    private void adjust(long rerating, String hour, long series, long card, int requests, long tokens) {
        run(
                "INSERT INTO usage.adjustment (rerating_id, hour, series_id, card_id, requests, text_input, cached_input,"
                        + " audio_input, image_input, text_output, reasoning, audio_output) VALUES (?::bigint,"
                        + " ?::timestamptz, ?::bigint, ?::bigint, ?::bigint, ?::bigint, 0, 0, 0, 0, 0, 0)",
                rerating,
                hour,
                series,
                card,
                requests,
                tokens);
    }

    /** Runs {@code sql}. */
    public void run(String sql, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number that {@code sql} gives. */
    public long number(String sql, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i].toString());
        }
        return statement;
    }
}
