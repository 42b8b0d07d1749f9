package io.tollgate.usage.chargeback;

import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.report.Snapshots;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sums up usage. Thread-safe. */
@Singleton
final class ChargebackStore {

    private static final String DOING = "summing up usage";

    private final Snapshots snapshots;

    ChargebackStore(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * The report that {@code query} asks for.
     *
     * @throws InvalidParameterException when it would have too many rows, or needs events that are not kept any more
     * @throws StoreUnavailableException when the store did not answer in time
     */
    Report report(ChargebackQuery query) {
        return snapshots.read(DOING, connection -> {
            ChargebackSql.facts(query, query.groupBy()).check(connection);
            int most = query.limit().orElse(ChargebackQuery.MOST_ROWS);
            List<Report.Row> rows = rows(connection, query, most + 1);
            boolean more = rows.size() > most;
            if (more && query.limit().isEmpty()) {
                throw new InvalidParameterException(
                        "groupBy",
                        "gives more than " + most
                                + " rows: ask for pages with limit, or for CSV; or shorten the period, "
                                + "filter, or group by less");
            }
            List<Report.Row> shown = more ? rows.subList(0, most) : rows;
            List<Report.Row> totals = query.paged() ? totals(connection, query) : shown;
            Optional<String> next = more ? Optional.of(query.behind(shown.getLast())) : Optional.empty();
            return new Report(query, shown, totals, next);
        });
    }

    /**
     * Hands over every row of the report that {@code query} asks for, of which only some are in memory at a time.
     *
     * @throws InvalidParameterException when it needs events that are not kept any more
     * @throws StoreUnavailableException when the store did not answer in time
     */
    void forEach(ChargebackQuery query, Consumer<Report.Row> row) {
        snapshots.read(DOING, connection -> {
            ChargebackSql.facts(query, query.groupBy()).check(connection);
            Snapshots.forEach(
                    connection,
                    ChargebackSql.rows(query, 0),
                    rows -> row.accept(row(rows, query.groupBy().size())));
            return null;
        });
    }

    private static List<Report.Row> rows(Connection connection, ChargebackQuery query, int limit) throws SQLException {
        return Snapshots.all(
                connection,
                ChargebackSql.rows(query, limit),
                rows -> row(rows, query.groupBy().size()));
    }

    private static List<Report.Row> totals(Connection connection, ChargebackQuery query) throws SQLException {
        return Snapshots.all(connection, ChargebackSql.totals(query), rows -> row(rows, 0));
    }

    private static Report.Row row(ResultSet rows, int groups) throws SQLException {
        List<String> group = new ArrayList<>(groups);
        for (int i = 1; i <= groups; i++) {
            group.add(rows.getString(i));
        }
        Optional<String> currency = Optional.of(rows.getString(groups + 2)).filter(text -> !text.isEmpty());
        return new Report.Row(List.copyOf(group), rows.getString(groups + 1), currency, amounts(rows, groups + 3));
    }

    private static Amounts amounts(ResultSet rows, int first) throws SQLException {
        Amounts.Requests requests = new Amounts.Requests(
                rows.getLong(first),
                rows.getLong(first + 1),
                rows.getLong(first + 2),
                rows.getLong(first + 3),
                rows.getLong(first + 4),
                rows.getLong(first + 5),
                rows.getLong(first + 6));
        Amounts.Tokens tokens = new Amounts.Tokens(
                integer(rows, first + 7),
                integer(rows, first + 8),
                integer(rows, first + 9),
                integer(rows, first + 10),
                integer(rows, first + 11),
                integer(rows, first + 12),
                integer(rows, first + 13),
                integer(rows, first + 14),
                integer(rows, first + 15));
        Amounts.Money money =
                new Amounts.Money(integer(rows, first + 16), integer(rows, first + 17), integer(rows, first + 18));
        return new Amounts(requests, tokens, money);
    }

    private static BigInteger integer(ResultSet rows, int column) throws SQLException {
        return rows.getBigDecimal(column).toBigIntegerExact();
    }
}
