package io.tollgate.usage.store.series;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of {@code usage.series}, in the order of its identity, and the statements over them. */
final class SeriesColumns {

    private record Column(String name, Function<Series, String> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("tenant", Series::tenant),
            new Column("cost_centre", Series::costCentre),
            new Column("product", Series::product),
            new Column("application", Series::application),
            new Column("key_id", Series::keyId),
            new Column("operation", Series::operation),
            new Column("requested_model", Series::requestedModel),
            new Column("route", Series::route),
            new Column("model", Series::model),
            new Column("deployment", Series::deployment),
            new Column("capacity", Series::capacity),
            new Column("region", Series::region),
            new Column("spilled_from", Series::spilledFrom),
            new Column("outcome", Series::outcome),
            new Column("token_source", Series::tokenSource));

    private static final String NAMES = COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));
    private static final String ARRAYS =
            COLUMNS.stream().map(column -> "?::text[]").collect(Collectors.joining(", "));

    /** Position in the arrays, from 1, and id of those series that are known. */
    static final String FIND = "SELECT position, known.id FROM (SELECT position, usage.series_identity(ARRAY[" + NAMES
            + "]) AS identity FROM unnest(" + ARRAYS + ") WITH ORDINALITY AS names(" + NAMES
            + ", position)) wanted JOIN usage.series known USING (identity)";

    /** In one order, so that of two consumers one waits for the other, never both. */
    static final String ADD = "INSERT INTO usage.series (" + NAMES + ") SELECT * FROM unnest(" + ARRAYS + ") AS names("
            + NAMES + ") ORDER BY " + NAMES + " ON CONFLICT (identity) DO NOTHING";

    private SeriesColumns() {}

    /** The values of {@code series}, an array for each column. */
    static List<String[]> arrays(List<Series> series) {
        return COLUMNS.stream()
                .map(column -> series.stream().map(column.value()).toArray(String[]::new))
                .toList();
    }
}
