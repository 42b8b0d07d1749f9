package io.tollgate.usage.report;

import java.util.Arrays;
import java.util.Optional;

/** What every event has, or its series. */
public enum Dimension implements Grouping {
    /** The tenant. */
    TENANT("tenant", "s.tenant"),
    /** Where finance books. */
    COST_CENTRE("costCentre", "s.cost_centre"),
    /** The tenant's product. */
    PRODUCT("product", "s.product"),
    /** The key's application. */
    APPLICATION("application", "s.application"),
    /** The key's public id. */
    KEY("key", "s.key_id"),
    /** The end user. */
    USER("user", "e.end_user"),
    /** The session that the caller named. */
    SESSION("session", "e.session"),
    /** The model that served. */
    MODEL("model", "s.model"),
    /** The name that was asked for. */
    REQUESTED_MODEL("requestedModel", "s.requested_model"),
    /** The route. */
    ROUTE("route", "s.route"),
    /** The deployment that served. */
    DEPLOYMENT("deployment", "s.deployment"),
    /** {@code ptu} or {@code payg}. */
    CAPACITY("capacity", "s.capacity"),
    /** The deployment's region. */
    REGION("region", "s.region"),
    /** The operation. */
    OPERATION("operation", "s.operation"),
    /** How requests ended. */
    OUTCOME("outcome", "s.outcome"),
    /** Where token counts come from. */
    TOKEN_SOURCE("tokenSource", "s.token_source"),
    /** The deployment that was preferred and had no room. */
    SPILLED_FROM("spilledFrom", "s.spilled_from"),
    /** The UTC month. */
    MONTH("month", "to_char(f.bucket AT TIME ZONE 'UTC', 'YYYY-MM')"),
    /** The UTC day. */
    DAY("day", "to_char(f.bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
    /** The UTC hour. */
    HOUR("hour", "to_char(f.bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24\":00:00Z\"')");

    private final String parameter;
    private final String sql;

    Dimension(String parameter, String sql) {
        this.parameter = parameter;
        this.sql = sql;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public boolean ofEvents() {
        return this == USER || this == SESSION;
    }

    /** Whether it is a stretch of time. */
    public boolean ofTime() {
        return this == MONTH || this == DAY || this == HOUR;
    }

    @Override
    public boolean filters() {
        return !ofTime();
    }

    @Override
    public Sql sql() {
        return Sql.of(sql);
    }

    @Override
    public Sql ofCapacity() {
        return Sql.of(
                switch (this) {
                    case TENANT, MODEL, DEPLOYMENT, REGION -> "coalesce(" + sql + ", f." + parameter + ")";
                    case CAPACITY -> "coalesce(s.capacity, 'ptu')";
                    case USER, SESSION -> "''";
                    case MONTH, DAY, HOUR -> sql;
                    default -> "coalesce(" + sql + ", '')";
                });
    }

    static Optional<Grouping> named(String parameter) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.parameter.equals(parameter))
                .map(Grouping.class::cast)
                .findFirst();
    }

    static String names() {
        return String.join(
                ", ", Arrays.stream(values()).map(Dimension::parameter).toList());
    }
}
