package io.tollgate.usage.chargeback;

import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Sums up events. Thread-safe. */
@Singleton
final class ChargebackStore {

    /** A report with more rows is refused, so that it fits into memory. */
    static final int MOST_ROWS = 100_000;

    private static final int DEADLINE_SECONDS = 25;

    private final DataSource source;

    ChargebackStore(DataSource source) {
        this.source = source;
    }

    /**
     * The report that {@code query} asks for.
     *
     * @throws InvalidParameterException when it would have too many rows
     * @throws StoreUnavailableException when the store did not answer in time
     */
    Report report(ChargebackQuery query) {
        ChargebackSql.Statement sql = ChargebackSql.of(query);
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.text())) {
            int index = 1;
            for (Object parameter : sql.parameters()) {
                if (parameter instanceof String[] values) {
                    statement.setArray(index++, connection.createArrayOf("text", values));
                } else {
                    statement.setString(index++, parameter.toString());
                }
            }
            statement.setInt(index, MOST_ROWS + 1);
            statement.setQueryTimeout(DEADLINE_SECONDS);
            try (ResultSet rows = statement.executeQuery()) {
                return Report.of(query, read(rows, query.groupBy().size()));
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("summing up events", e);
        }
    }

    private static List<Report.Row> read(ResultSet rows, int dimensions) throws SQLException {
        List<Report.Row> found = new ArrayList<>();
        while (rows.next()) {
            if (found.size() == MOST_ROWS) {
                throw new InvalidParameterException(
                        "groupBy",
                        "gives more than " + MOST_ROWS + " rows: shorten the period, filter, or group by less");
            }
            List<String> group = new ArrayList<>(dimensions);
            for (int i = 1; i <= dimensions; i++) {
                group.add(rows.getString(i));
            }
            found.add(new Report.Row(
                    List.copyOf(group),
                    Optional.ofNullable(rows.getString(dimensions + 1)),
                    amounts(rows, dimensions + 2)));
        }
        return found;
    }

    private static Amounts amounts(ResultSet rows, int first) throws SQLException {
        Amounts.Requests requests = new Amounts.Requests(
                rows.getLong(first),
                rows.getLong(first + 1),
                rows.getLong(first + 2),
                rows.getLong(first + 3),
                rows.getLong(first + 4),
                rows.getLong(first + 5));
        Amounts.Tokens tokens = new Amounts.Tokens(
                integer(rows, first + 6),
                integer(rows, first + 7),
                integer(rows, first + 8),
                integer(rows, first + 9),
                integer(rows, first + 10),
                integer(rows, first + 11));
        return new Amounts(requests, tokens, integer(rows, first + 12));
    }

    private static BigInteger integer(ResultSet rows, int column) throws SQLException {
        return rows.getBigDecimal(column).toBigIntegerExact();
    }
}
