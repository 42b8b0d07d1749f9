package io.tollgate.usage.report;

import io.tollgate.usage.amortisation.Method;
import io.tollgate.usage.amortisation.ProvisionedSql;
import io.tollgate.usage.problem.InvalidParameterException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Capacity that is paid for by the hour, and who bears it. What nobody used, and what a tenant had reserved and not used,
 * belongs to no series: what is not known of it is "".
 *
 * @param period which hours, by when they begin
 * @param filters which of it
 * @param method how it is divided
 */
public record Capacity(Period period, Filters filters, Method method) {

    /**
     * What {@code amortisation} asks for: {@code use} unless given; nothing for {@code none}. Hours cost once they have begun.
     *
     * @throws InvalidParameterException when it is none of them
     */
    public static Optional<Capacity> parse(Parameters parameters, Period period, Filters filters) {
        String method = parameters.single("amortisation").orElse("use");
        if ("none".equals(method)) {
            return Optional.empty();
        }
        Instant end = period.to().isAfter(parameters.now()) ? parameters.now() : period.to();
        Period begun = new Period(period.from(), end);
        return switch (method) {
            case "use" -> Optional.of(new Capacity(begun, filters, Method.USE));
            case "reservation" -> Optional.of(new Capacity(begun, filters, Method.RESERVATION));
            default -> throw new InvalidParameterException("amortisation", "must be use, reservation or none");
        };
    }

    /** Tables for behind WITH. */
    public Sql tables() {
        return Sql.of(ProvisionedSql.lines(method), period.from(), period.to());
    }

    /**
     * What stands behind SELECT and its columns: rows {@code f} with {@code bucket}, {@code deployment}, {@code model},
     * {@code region}, {@code currency}, {@code tenant}, {@code line}, {@code cost} and {@code list_cost} (both in
     * 10<sup>-15</sup> of the currency), each with its series {@code s} or none.
     */
    public Sql rows(Facts.Bucket bucket) {
        Sql rows = Sql.of(" FROM (SELECT e.*, " + bucket.sql() + " AS bucket FROM provisioned_line e) f"
                + " LEFT JOIN usage.series s ON s.id = f.series_id WHERE true");
        for (Map.Entry<Grouping, List<String>> filter : filters.values().entrySet()) {
            rows = rows.plus(" AND ").plus(filter.getKey().ofCapacity()).plus(" = ANY (?)", filter.getValue());
        }
        return rows;
    }
}
