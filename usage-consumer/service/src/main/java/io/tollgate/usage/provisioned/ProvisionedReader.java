package io.tollgate.usage.provisioned;

import io.tollgate.usage.cost.CostText;
import io.tollgate.usage.provisioned.ProvisionedReport.Deployment;
import io.tollgate.usage.provisioned.ProvisionedReport.Line;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one report's rows.
 *
 * @param connection in a transaction of one snapshot
 * @param from hours begin from here on
 * @param to and before this
 */
record ProvisionedReader(Connection connection, Method method, Instant from, Instant to) {

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

    private static final int DEADLINE_SECONDS = 25;
    private static final int UTILISATION_DIGITS = 4;
    private static final BigDecimal THOUSANDTHS = BigDecimal.valueOf(1_000);

    /**
     * A deployment's lines.
     *
     * @param unused what nobody bears
     * @param lines who bears the rest
     */
    record Allocation(BigInteger unused, List<Line> lines) {}

    /** By deployment and currency. */
    Map<List<String>, Allocation> lines() throws SQLException {
        Map<List<String>, Allocation> found = new HashMap<>();
        try (PreparedStatement query = prepared(LINES);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                List<String> key = List.of(rows.getString(1), rows.getString(2));
                Allocation sofar = found.getOrDefault(key, new Allocation(BigInteger.ZERO, new ArrayList<>()));
                BigInteger cost = rows.getBigDecimal(7).toBigIntegerExact();
                if ("unused".equals(rows.getString(3))) {
                    found.put(key, new Allocation(cost, sofar.lines()));
                } else {
                    sofar.lines().add(line(rows, cost));
                    found.put(key, sofar);
                }
            }
        }
        return found;
    }

    List<Deployment> deployments(Map<List<String>, Allocation> allocations) throws SQLException {
        List<Deployment> found = new ArrayList<>();
        try (PreparedStatement query = prepared(DEPLOYMENTS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(deployment(rows, allocations.get(List.of(rows.getString(1), rows.getString(2)))));
            }
        }
        return found;
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

    private PreparedStatement prepared(String statement) throws SQLException {
        PreparedStatement query = connection.prepareStatement(statement.formatted(ProvisionedSql.lines(method)));
        query.setString(1, from.toString());
        query.setString(2, to.toString());
        query.setQueryTimeout(DEADLINE_SECONDS);
        return query;
    }
}
