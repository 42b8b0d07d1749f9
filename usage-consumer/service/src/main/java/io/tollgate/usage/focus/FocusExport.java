package io.tollgate.usage.focus;

import io.tollgate.usage.config.FocusConfig;
import io.tollgate.usage.report.Capacity;
import io.tollgate.usage.report.Dimension;
import io.tollgate.usage.report.Facts;
import io.tollgate.usage.report.Snapshots;
import io.tollgate.usage.report.Sql;
import io.tollgate.usage.store.StoreUnavailableException;
import io.tollgate.usage.store.rollup.Rollups;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Exports usage that has a price, and capacity that is paid for by the hour. Thread-safe. */
@Singleton
public final class FocusExport {

    private static final List<Dimension> ORIGIN = List.of(
            Dimension.TENANT,
            Dimension.COST_CENTRE,
            Dimension.PRODUCT,
            Dimension.APPLICATION,
            Dimension.KEY,
            Dimension.OPERATION,
            Dimension.REQUESTED_MODEL,
            Dimension.MODEL,
            Dimension.DEPLOYMENT,
            Dimension.CAPACITY,
            Dimension.REGION,
            Dimension.SPILLED_FROM);
    private static final String CARD = "c.card_id, c.price_id, c.model, c.currency, c.per_call, c.input_rate, "
            + "c.cached_input_rate, c.audio_input_rate, c.image_input_rate, c.output_rate, c.reasoning_rate, "
            + "c.audio_output_rate, c.per_hour IS NOT NULL, c.discount_ppm";
    private final Snapshots snapshots;
    private final FocusRows rows;

    FocusExport(Snapshots snapshots, FocusConfig config) {
        this.snapshots = snapshots;
        rows = new FocusRows(config);
    }

    /**
     * Hands over the lines of the export, its header first; only some are in memory at a time.
     *
     * @throws StoreUnavailableException when the store did not answer in time
     */
    public void write(FocusQuery query, Consumer<String> lines) {
        lines.accept(FocusRows.header());
        snapshots.read("exporting usage", connection -> {
            query.facts().check(connection);
            Snapshots.forEach(connection, metered(query), row -> rows.of(query, usage(row), lines));
            if (query.capacity().isPresent()) {
                Snapshots.forEach(
                        connection,
                        provisioned(query.capacity().get(), query.granularity().bucket()),
                        row -> lines.accept(rows.of(query, share(row))));
            }
            return null;
        });
    }

    private static Sql metered(FocusQuery query) {
        Sql origin = Sql.join(", ", ORIGIN.stream().map(Dimension::sql).toList());
        String sums =
                Rollups.COUNTS.stream().map(count -> "sum(f." + count + ")").collect(Collectors.joining(", "));
        return Sql.of("WITH fact AS (")
                .plus(query.facts().sql())
                .plus(") SELECT f.bucket, ")
                .plus(origin)
                .plus(", f.adjusted_in, " + CARD + ", " + sums
                        + " FROM fact f JOIN usage.series s ON s.id = f.series_id"
                        + " JOIN usage.rate_card c ON c.card_id = f.card_id GROUP BY f.bucket, ")
                .plus(origin)
                .plus(", f.adjusted_in, c.card_id ORDER BY f.bucket, ")
                .plus(origin)
                .plus(", f.adjusted_in NULLS FIRST, c.card_id");
    }

    private static Sql provisioned(Capacity capacity, Facts.Bucket bucket) {
        String places = IntStream.rangeClosed(1, ORIGIN.size() + 3)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return Sql.of("WITH ")
                .plus(capacity.tables())
                .plus(" SELECT f.bucket, ")
                .plus(Sql.join(", ", ORIGIN.stream().map(Dimension::ofCapacity).toList()))
                .plus(", f.line = 'unused', f.currency, sum(f.cost), sum(f.list_cost)")
                .plus(capacity.rows(bucket))
                .plus(" GROUP BY " + places + " HAVING sum(f.cost) <> 0 OR sum(f.list_cost) <> 0 ORDER BY " + places);
    }

    private static CapacityShare share(ResultSet row) throws SQLException {
        Column column = new Column(row);
        return new CapacityShare(
                column.instant().orElseThrow(),
                origin(column),
                column.truth(),
                column.text(),
                column.integer(),
                column.integer());
    }

    private static Usage usage(ResultSet row) throws SQLException {
        Column column = new Column(row);
        Instant bucket = column.instant().orElseThrow();
        Usage.Origin origin = origin(column);
        Optional<Instant> correctedIn = column.instant();
        Card card = card(column);
        List<BigInteger> counts = new ArrayList<>(Meter.values().length);
        for (int i = 0; i < Meter.values().length; i++) {
            counts.add(column.integer());
        }
        return new Usage(bucket, correctedIn, origin, card, counts);
    }

    private static Usage.Origin origin(Column column) throws SQLException {
        return new Usage.Origin(
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.text());
    }

    private static Card card(Column column) throws SQLException {
        long id = column.number();
        String priceId = column.text();
        String model = column.text();
        String currency = column.text();
        List<Long> rates = new ArrayList<>(Meter.values().length);
        for (int i = 0; i < Meter.values().length; i++) {
            rates.add(column.number());
        }
        return new Card(id, priceId, model, currency, rates, column.truth(), Math.toIntExact(column.number()));
    }

    /** Reads a row's columns one after the other. */
    private static final class Column {
        private final ResultSet row;
        private int index;

        Column(ResultSet row) {
            this.row = row;
        }

        String text() throws SQLException {
            return row.getString(++index);
        }

        long number() throws SQLException {
            return row.getLong(++index);
        }

        boolean truth() throws SQLException {
            return row.getBoolean(++index);
        }

        BigInteger integer() throws SQLException {
            return row.getBigDecimal(++index).toBigIntegerExact();
        }

        Optional<Instant> instant() throws SQLException {
            return Optional.ofNullable(row.getObject(++index, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant);
        }
    }
}
