package io.tollgate.usage.report;

import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.store.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What reports sum up: whole hours from the sums by the hour, the rest of the first and the last hour from events, and
 * corrections of the hours that begin in the period. Where something is asked for that only events know, all but
 * corrections is from events; of corrections nobody knows it, and it is "".
 *
 * @param period which time
 * @param filters which usage
 * @param bucket how finely times are told apart
 * @param ofEvents groupings that only events know; columns e0, e1 and so on
 */
public record Facts(Period period, Filters filters, Bucket bucket, List<Grouping> ofEvents) {

    private static final String TOKENS = Rollups.COUNTS.stream()
            .skip(1)
            .map(count -> "sum(e." + count + ") AS " + count)
            .collect(Collectors.joining(", "));
    private static final int FIXED_KEYS = 4;
    private static final String CORRECTIONS = """
            (SELECT a.*, r.recorded_at, '' AS end_user, '' AS session, '{}'::jsonb AS tags
              FROM usage.adjustment a JOIN usage.rerating r ON r.id = a.rerating_id)""";

    public Facts {
        ofEvents = List.copyOf(ofEvents);
    }

    /** How finely times are told apart. */
    public enum Bucket {
        NONE("NULL::timestamptz"),
        HOUR("e.hour"),
        DAY("date_trunc('day', e.hour, 'UTC')"),
        MONTH("date_trunc('month', e.hour, 'UTC')");

        private final String sql;

        Bucket(String sql) {
            this.sql = sql;
        }

        /** Over a row {@code e} with an {@code hour}. */
        String sql() {
            return sql;
        }

        /** The coarsest that tells apart what {@code groupings} do. */
        public static Bucket of(List<Grouping> groupings) {
            if (groupings.contains(Dimension.HOUR)) {
                return HOUR;
            }
            if (groupings.contains(Dimension.DAY)) {
                return DAY;
            }
            return groupings.contains(Dimension.MONTH) ? MONTH : NONE;
        }
    }

    /**
     * A query whose rows are sums, of which several may be of the same: {@code bucket}, {@code series_id}, {@code card_id}, {@code adjusted_in} (the month in
     * which a correction was made, else null), the groupings of events, and the {@link Rollups#COUNTS}.
     */
    public Sql sql() {
        List<Sql> parts = new ArrayList<>();
        if (!onlyEvents() && period.hasHours()) {
            parts.add(hours());
        }
        stretchesOfEvents().forEach(stretch -> parts.add(events(stretch)));
        parts.add(corrections());
        return Sql.join(" UNION ALL ", parts);
    }

    /**
     * Makes sure that the events which are needed are still kept.
     *
     * @throws InvalidParameterException when they are not
     */
    public void check(Connection connection) throws SQLException {
        Optional<Instant> first = stretchesOfEvents().stream().map(Period::from).min(Instant::compareTo);
        if (first.isEmpty()) {
            return;
        }
        Instant kept = Snapshots.keptFrom(connection);
        if (first.get().isBefore(kept)) {
            throw new InvalidParameterException(
                    "from",
                    "must not be before " + LocalDate.ofInstant(kept, ZoneOffset.UTC)
                            + ", the first day whose events are kept, or ask for whole hours and for "
                            + "nothing that only single events know");
        }
    }

    private boolean onlyEvents() {
        return !ofEvents.isEmpty() || filters.ofEvents();
    }

    private List<Period> stretchesOfEvents() {
        if (onlyEvents() || !period.hasHours()) {
            return List.of(period);
        }
        List<Period> edges = new ArrayList<>();
        if (period.from().isBefore(period.firstHour())) {
            edges.add(new Period(period.from(), period.firstHour()));
        }
        if (period.endOfHours().isBefore(period.to())) {
            edges.add(new Period(period.endOfHours(), period.to()));
        }
        return edges;
    }

    private Sql hours() {
        return select(
                "NULL::timestamptz",
                "sum(e.requests)",
                "usage.rollup",
                "e.hour",
                new Period(period.firstHour(), period.endOfHours()));
    }

    private Sql events(Period stretch) {
        return select("NULL::timestamptz", "count(*)", "usage.billable", "e.occurred_at", stretch);
    }

    private Sql corrections() {
        return select("date_trunc('month', e.recorded_at, 'UTC')", "sum(e.requests)", CORRECTIONS, "e.hour", period);
    }

    private Sql select(String adjustedIn, String requests, String from, String time, Period in) {
        Sql keys = Sql.NOTHING;
        for (int i = 0; i < ofEvents.size(); i++) {
            keys = keys.plus(", ").plus(ofEvents.get(i).sql()).plus(" AS e" + i);
        }
        return Sql.of("SELECT " + bucket.sql + " AS bucket, e.series_id, e.card_id, " + adjustedIn + " AS adjusted_in")
                .plus(keys)
                .plus(
                        ", " + requests + " AS requests, " + TOKENS + " FROM " + from + " e WHERE " + time
                                + " >= ?::timestamptz AND " + time + " < ?::timestamptz",
                        in.from(),
                        in.to())
                .plus(filters.conditions())
                .plus(" GROUP BY " + keyPositions());
    }

    private String keyPositions() {
        return IntStream.rangeClosed(1, FIXED_KEYS + ofEvents.size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
    }
}
