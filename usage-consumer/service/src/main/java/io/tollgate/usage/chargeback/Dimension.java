package io.tollgate.usage.chargeback;

import java.util.Arrays;
import java.util.Optional;

/** What a report can be grouped by and, save for the times, filtered by. */
public enum Dimension {
    /** The tenant. */
    TENANT("tenant", "e.tenant"),
    /** Where finance books. */
    COST_CENTRE("costCentre", "e.cost_centre"),
    /** The key's application. */
    APPLICATION("application", "e.application"),
    /** The key's public id. */
    KEY("key", "e.key_id"),
    /** The end user. */
    USER("user", "e.end_user"),
    /** The model that served. */
    MODEL("model", "e.model"),
    /** The name that was asked for. */
    REQUESTED_MODEL("requestedModel", "e.requested_model"),
    /** The route. */
    ROUTE("route", "e.route"),
    /** The deployment that served. */
    DEPLOYMENT("deployment", "e.deployment"),
    /** {@code ptu} or {@code payg}. */
    CAPACITY("capacity", "e.capacity"),
    /** The deployment's region. */
    REGION("region", "e.region"),
    /** The operation. */
    OPERATION("operation", "e.operation"),
    /** The UTC day. */
    DAY("day", "to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
    /** The UTC hour. */
    HOUR("hour", "to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24\":00:00Z\"')");

    private final String parameter;
    private final String sql;

    Dimension(String parameter, String sql) {
        this.parameter = parameter;
        this.sql = sql;
    }

    /** Its name in parameters and answers. */
    public String parameter() {
        return parameter;
    }

    String sql() {
        return sql;
    }

    boolean filters() {
        return this != DAY && this != HOUR;
    }

    static Optional<Dimension> named(String parameter) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.parameter.equals(parameter))
                .findFirst();
    }

    static String names() {
        return String.join(
                ", ", Arrays.stream(values()).map(Dimension::parameter).toList());
    }
}
