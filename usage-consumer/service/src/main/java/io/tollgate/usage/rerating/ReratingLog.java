package io.tollgate.usage.rerating;

import io.tollgate.usage.cost.CostSql;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The re-ratings that were done. Thread-safe. */
@Singleton
final class ReratingLog {

    private static final String LATEST = """
            SELECT r.id, r.recorded_at, r.from_time, r.to_time, r.reason, c.currency, count(a.id) AS rows, sum(%s) AS cost
            FROM (SELECT * FROM usage.rerating ORDER BY id DESC LIMIT ?) r
            LEFT JOIN usage.adjustment a ON a.rerating_id = r.id
            LEFT JOIN usage.rate_card c ON c.card_id = a.card_id
            GROUP BY r.id, r.recorded_at, r.from_time, r.to_time, r.reason, c.currency
            ORDER BY r.id DESC, c.currency""".formatted(CostSql.paid("a", "c"));

    private static final int DEADLINE_SECONDS = 25;

    private final DataSource source;

    ReratingLog(DataSource source) {
        this.source = source;
    }

    /** Rows of one re-rating, by currency. */
    private static final class Collected {
        private final String[] head;
        private final SortedMap<String, BigInteger> costs = new TreeMap<>();
        private long rows;

        Collected(String[] head) {
            this.head = head;
        }

        ReratingDocument.Entry entry(long id) {
            return new ReratingDocument.Entry(
                    id, head[0], head[1], head[2], head[3], rows, ReratingDocument.amounts(costs));
        }
    }

    /** The latest first. */
    List<ReratingDocument.Entry> latest(int most) {
        Map<Long, Collected> found = new LinkedHashMap<>();
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(LATEST)) {
            query.setInt(1, most);
            query.setQueryTimeout(DEADLINE_SECONDS);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Collected one = found.get(rows.getLong("id"));
                    if (one == null) {
                        one = new Collected(head(rows));
                        found.put(rows.getLong("id"), one);
                    }
                    one.rows += rows.getLong("rows");
                    if (rows.getString("currency") != null) {
                        one.costs.put(
                                rows.getString("currency"),
                                rows.getBigDecimal("cost").toBigIntegerExact());
                    }
                }
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("listing re-ratings", e);
        }
        List<ReratingDocument.Entry> entries = new ArrayList<>();
        found.forEach((id, one) -> entries.add(one.entry(id)));
        return entries;
    }

    private static String[] head(ResultSet row) throws SQLException {
        return new String[] {
            time(row, "recorded_at"), time(row, "from_time"), time(row, "to_time"), row.getString("reason")
        };
    }

    private static String time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toString();
    }
}
