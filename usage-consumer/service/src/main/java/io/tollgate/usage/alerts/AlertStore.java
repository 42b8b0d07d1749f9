package io.tollgate.usage.alerts;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.usage.config.AlertConfig;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Alerts, and how far it has come to tell of them. Thread-safe; connections are the callers'. */
@Singleton
public final class AlertStore {

    private static final int MOST_AT_ONCE = 100;

    private static final String RECORD = """
            WITH fresh AS (
              INSERT INTO usage.budget_alert (budget, period, period_from, percent, reached_at, message)
              VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (budget, period, period_from, percent) DO NOTHING
              RETURNING id, reached_at)
            INSERT INTO usage.alert_delivery (alert_id, channel, next_try_at)
            SELECT id, channel, reached_at FROM fresh CROSS JOIN unnest(?) AS channels(channel)""";

    private static final String WAITING = """
            SELECT a.id, d.tries, a.budget, a.period, a.period_from, a.percent, a.reached_at, a.message
            FROM usage.alert_delivery d JOIN usage.budget_alert a ON a.id = d.alert_id
            WHERE d.channel = ? AND d.delivered_at IS NULL AND d.gave_up_at IS NULL AND d.next_try_at <= ?
            ORDER BY d.next_try_at, a.id LIMIT""" + " " + MOST_AT_ONCE;

    private static final String DELIVERED =
            "UPDATE usage.alert_delivery SET delivered_at = ? WHERE alert_id = ? AND channel = ?";

    private static final String FAILED = """
            UPDATE usage.alert_delivery SET tries = ?, next_try_at = ?, gave_up_at = ?
            WHERE alert_id = ? AND channel = ?""";

    private static final String OF_PERIOD = """
            SELECT budget, period, period_from, percent, reached_at, message FROM usage.budget_alert
            WHERE budget = ? AND period = ? AND period_from = ? ORDER BY percent""";

    private final List<String> channels;

    AlertStore(AlertConfig config) {
        this.channels = config.webhookUrl().isPresent()
                ? List.of(Channel.EVENT.wireName(), Channel.WEBHOOK.wireName())
                : List.of(Channel.EVENT.wireName());
    }

    /** Notes those of which nothing is noted yet, together with who is to be told. */
    public void record(Connection connection, List<Alert> alerts) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
            for (Alert alert : alerts) {
                insert.setString(1, alert.budget());
                insert.setString(2, alert.period().wireName());
                insert.setObject(3, timestamp(alert.periodFrom()));
                insert.setInt(4, alert.percent());
                insert.setObject(5, timestamp(alert.reachedAt()));
                insert.setString(6, alert.message());
                insert.setArray(7, connection.createArrayOf("text", channels.toArray()));
                insert.executeUpdate();
            }
        }
    }

    /** What a budget has reached in a period, the least first. */
    public List<Alert> of(Connection connection, String budget, LimitPeriod period, Instant periodFrom)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OF_PERIOD)) {
            query.setString(1, budget);
            query.setString(2, period.wireName());
            query.setObject(3, timestamp(periodFrom));
            try (ResultSet rows = query.executeQuery()) {
                List<Alert> alerts = new ArrayList<>();
                while (rows.next()) {
                    alerts.add(read(rows, 1));
                }
                return alerts;
            }
        }
    }

    /** What is to be told now, the longest overdue first; at most 100. */
    List<Delivery> waiting(Connection connection, Channel channel, Instant now) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(WAITING)) {
            query.setString(1, channel.wireName());
            query.setObject(2, timestamp(now));
            try (ResultSet rows = query.executeQuery()) {
                List<Delivery> waiting = new ArrayList<>();
                while (rows.next()) {
                    waiting.add(new Delivery(rows.getLong(1), rows.getInt(2), read(rows, 3)));
                }
                return waiting;
            }
        }
    }

    /** It has been told. */
    void delivered(Connection connection, Channel channel, Delivery delivery, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(DELIVERED)) {
            update.setObject(1, timestamp(now));
            update.setLong(2, delivery.alertId());
            update.setString(3, channel.wireName());
            update.executeUpdate();
        }
    }

    /** It has not been told, and is tried again later unless it has been tried often enough. Returns whether it is. */
    boolean failed(Connection connection, Channel channel, Delivery delivery, Instant now) throws SQLException {
        int tries = delivery.tries() + 1;
        boolean over = channel.givesUpAfter(tries);
        try (PreparedStatement update = connection.prepareStatement(FAILED)) {
            update.setInt(1, tries);
            update.setObject(2, timestamp(now.plus(channel.pauseAfter(tries))));
            update.setObject(3, over ? timestamp(now) : null);
            update.setLong(4, delivery.alertId());
            update.setString(5, channel.wireName());
            update.executeUpdate();
        }
        return !over;
    }

    private static Alert read(ResultSet row, int first) throws SQLException {
        return new Alert(
                row.getString(first),
                LimitPeriod.valueOf(row.getString(first + 1).toUpperCase(Locale.ROOT)),
                row.getObject(first + 2, OffsetDateTime.class).toInstant(),
                row.getInt(first + 3),
                row.getObject(first + 4, OffsetDateTime.class).toInstant(),
                row.getString(first + 5));
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
