package io.tollgate.usage.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a report is limited to: for each grouping the values of which one must fit. */
public record Filters(Map<Grouping, List<String>> values) {

    /** No limits. */
    public static final Filters NONE = new Filters(Map.of());

    public Filters {
        values = new LinkedHashMap<>(values);
    }

    /** Whether only single events know what is asked for. */
    boolean ofEvents() {
        return values.keySet().stream().anyMatch(Grouping::ofEvents);
    }

    /** The conditions that a row {@code e} must meet, each with AND before it; it has a {@code series_id}. */
    public Sql conditions() {
        return ofSeries().plus(ofEvent());
    }

    private Sql ofSeries() {
        List<Sql> conditions = new ArrayList<>();
        values.forEach((by, wanted) -> {
            if (!by.ofEvents()) {
                conditions.add(by.sql().plus(" = ANY (?)", wanted));
            }
        });
        return conditions.isEmpty()
                ? Sql.NOTHING
                : Sql.of(" AND e.series_id IN (SELECT s.id FROM usage.series s WHERE ")
                        .plus(Sql.join(" AND ", conditions))
                        .plus(")");
    }

    private Sql ofEvent() {
        Sql conditions = Sql.NOTHING;
        for (Map.Entry<Grouping, List<String>> filter : values.entrySet()) {
            if (filter.getKey().ofEvents()) {
                conditions =
                        conditions.plus(" AND ").plus(filter.getKey().sql()).plus(" = ANY (?)", filter.getValue());
            }
        }
        return conditions;
    }
}
