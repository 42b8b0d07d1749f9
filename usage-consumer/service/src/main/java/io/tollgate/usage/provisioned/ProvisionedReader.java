package io.tollgate.usage.provisioned;

import io.tollgate.usage.amortisation.Method;
import io.tollgate.usage.amortisation.ProvisionedSql;
import io.tollgate.usage.cost.CostText;
import io.tollgate.usage.provisioned.ProvisionedReport.Deployment;
import io.tollgate.usage.provisioned.ProvisionedReport.Line;
import io.tollgate.usage.report.Period;
import io.tollgate.usage.report.Snapshots;
import io.tollgate.usage.report.Sql;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one report's rows.
 *
 * @param connection in a transaction of one snapshot
 * @param period in which hours begin
 */
record ProvisionedReader(Connection connection, Method method, Period period) {

    private static final String DEPLOYMENTS = """
            WITH %s
            SELECT h.deployment, h.currency, (array_agg(h.model ORDER BY h.hour DESC))[1],
              (array_agg(h.region ORDER BY h.hour DESC))[1], count(*), sum(h.cost), sum(h.capacity),
              bool_and(h.capacity > 0), coalesce(sum(u.used), 0)
            FROM provisioned_hour h
            LEFT JOIN (SELECT hour, deployment, sum(weighted) AS used FROM provisioned_use GROUP BY hour, deployment) u
              USING (hour, deployment)
            GROUP BY h.deployment, h.currency ORDER BY h.deployment COLLATE "C", h.currency""";
    private static final String LINES = """
            WITH %s
            SELECT l.deployment, l.currency, l.line, l.tenant, coalesce(s.cost_centre, ''), coalesce(s.product, ''),
              sum(l.cost), sum(l.weighted)
            FROM provisioned_line l LEFT JOIN usage.series s ON s.id = l.series_id
            GROUP BY l.deployment, l.currency, l.line, l.tenant, s.cost_centre, s.product
            ORDER BY l.tenant COLLATE "C", s.cost_centre COLLATE "C", s.product COLLATE "C\"""";

    private static final int UTILISATION_DIGITS = 4;
    private static final BigDecimal THOUSANDTHS = BigDecimal.valueOf(1_000);

    /**
     * A deployment's lines.
     *
     * @param unused what nobody bears
     * @param lines who bears the rest
     */
    record Allocation(BigInteger unused, List<Line> lines) {}

    private record Share(List<String> key, boolean isUnused, BigInteger cost, Line line) {}

    /** By deployment and currency. */
    Map<List<String>, Allocation> lines() throws SQLException {
        Map<List<String>, Allocation> found = new HashMap<>();
        for (Share share : Snapshots.all(connection, sql(LINES), ProvisionedReader::share)) {
            Allocation sofar = found.getOrDefault(share.key(), new Allocation(BigInteger.ZERO, new ArrayList<>()));
            if (share.isUnused()) {
                found.put(share.key(), new Allocation(share.cost(), sofar.lines()));
            } else {
                sofar.lines().add(share.line());
                found.put(share.key(), sofar);
            }
        }
        return found;
    }

    List<Deployment> deployments(Map<List<String>, Allocation> allocations) throws SQLException {
        return Snapshots.all(
                connection,
                sql(DEPLOYMENTS),
                row -> deployment(row, allocations.get(List.of(row.getString(1), row.getString(2)))));
    }

    private static Share share(ResultSet row) throws SQLException {
        BigInteger cost = row.getBigDecimal(7).toBigIntegerExact();
        return new Share(
                List.of(row.getString(1), row.getString(2)), "unused".equals(row.getString(3)), cost, line(row, cost));
    }

    private static Line line(ResultSet row, BigInteger cost) throws SQLException {
        return new Line(
                row.getString(4),
                row.getString(5),
                row.getString(6),
                CostText.of(cost, CostText.LIST_SCALE),
                tokens(row.getBigDecimal(8)));
    }

    private static Deployment deployment(ResultSet row, Allocation allocation) throws SQLException {
        BigDecimal capacity = row.getBigDecimal(7);
        BigDecimal used = row.getBigDecimal(9);
        return new Deployment(
                row.getString(1),
                row.getString(3),
                row.getString(4),
                row.getString(2),
                row.getLong(5),
                CostText.of(row.getBigDecimal(6).toBigIntegerExact(), CostText.LIST_SCALE),
                tokens(capacity),
                tokens(used),
                row.getBoolean(8) ? used.divide(capacity, UTILISATION_DIGITS, RoundingMode.HALF_UP) : null,
                CostText.of(allocation.unused(), CostText.LIST_SCALE),
                allocation.lines());
    }

    private static BigInteger tokens(BigDecimal thousandths) {
        return thousandths.divideToIntegralValue(THOUSANDTHS).toBigInteger();
    }

    private Sql sql(String statement) {
        return Sql.of(statement.formatted(ProvisionedSql.lines(method)), period.from(), period.to());
    }
}
