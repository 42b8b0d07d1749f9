package io.tollgate.usage.rerating;

import io.tollgate.catalog.pricing.Priced;
import io.tollgate.usage.pricing.CardSet;
import io.tollgate.usage.pricing.CardSet.Span;
import io.tollgate.usage.pricing.RateCardStore;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One comparison of a period with the cards in force, within one transaction of one snapshot. */
record Comparison(Connection connection, ReratingOrder order) {

    /** Day by day, so that no statement lasts long, and only where there is usage, so that a period may be of any length. */
    Difference find() throws SQLException {
        CardSet cards = RateCardStore.load(connection);
        try (Statement tables = connection.createStatement()) {
            tables.execute(ReratingSql.TABLES);
            addSpans(cards);
            tables.execute(ReratingSql.ANALYZE);
        }
        try (PreparedStatement compare = connection.prepareStatement(ReratingSql.COMPARE)) {
            Optional<Instant> used = firstUsedFrom(order.from());
            while (used.isPresent()) {
                Instant end = order.endOfDayFrom(used.get());
                bindPeriod(compare, used.get(), end, 3);
                compare.executeUpdate();
                used = firstUsedFrom(end);
            }
        }
        return found();
    }

    /** The first hour of the period, from {@code time} on, that has a sum or an adjustment. */
    private Optional<Instant> firstUsedFrom(Instant time) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ReratingSql.FIRST_USED)) {
            bindPeriod(query, time, order.to(), 2);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
            }
        }
    }

    private static void bindPeriod(PreparedStatement statement, Instant from, Instant to, int times)
            throws SQLException {
        for (int i = 0; i < times; i++) {
            statement.setString(2 * i + 1, from.toString());
            statement.setString(2 * i + 2, to.toString());
        }
    }

    /** Records what was found; its id. */
    long write() throws SQLException {
        long id;
        try (PreparedStatement insert = connection.prepareStatement(ReratingSql.RECORD)) {
            insert.setString(1, order.from().toString());
            insert.setString(2, order.to().toString());
            insert.setString(3, order.reason());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                id = row.getLong(1);
            }
        }
        try (PreparedStatement adjust = connection.prepareStatement(ReratingSql.ADJUST)) {
            adjust.setLong(1, id);
            adjust.executeUpdate();
        }
        return id;
    }

    private void addSpans(CardSet cards) throws SQLException {
        Map<Priced, List<Span>> known = new HashMap<>();
        List<Long> series = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(ReratingSql.SERIES)) {
            query.setArray(1, connection.createArrayOf("text", order.models().toArray()));
            query.setArray(2, connection.createArrayOf("text", order.models().toArray()));
            query.setString(3, order.from().toString());
            query.setString(4, order.to().toString());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Priced priced =
                            new Priced(rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5));
                    for (Span span : known.computeIfAbsent(priced, one -> cards.spans(one, order.from(), order.to()))) {
                        series.add(rows.getLong(1));
                        spans.add(span);
                    }
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(ReratingSql.ADD_SPANS)) {
            insert.setArray(1, connection.createArrayOf("int8", series.toArray()));
            insert.setArray(2, texts(spans.stream().map(Span::from).toList()));
            insert.setArray(3, texts(spans.stream().map(Span::until).toList()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "int8", spans.stream().map(Span::cardId).toArray()));
            insert.executeUpdate();
        }
    }

    private Array texts(List<Instant> times) throws SQLException {
        return connection.createArrayOf(
                "text", times.stream().map(Instant::toString).toArray());
    }

    private Difference found() throws SQLException {
        TreeMap<String, BigInteger> costs = new TreeMap<>();
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(ReratingSql.COSTS)) {
            while (rows.next()) {
                costs.put(rows.getString(1), rows.getBigDecimal(2).toBigIntegerExact());
            }
        }
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(ReratingSql.ROWS)) {
            row.next();
            return new Difference(Optional.empty(), row.getLong(1), costs);
        }
    }
}
