package io.tollgate.usage.store.rollup;

import io.tollgate.catalog.pricing.Billable;
import io.tollgate.events.Tokens;
import io.tollgate.usage.store.event.EventRow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What some events add to the sums. Not thread-safe. */
public final class Rollups {

    /** What is counted: columns of {@code usage.rollup} and {@code usage.adjustment}, tokens as in {@link Billable}. */
    public static final List<String> COUNTS = List.of(
            "requests",
            "text_input",
            "cached_input",
            "audio_input",
            "image_input",
            "text_output",
            "reasoning",
            "audio_output");

    private static final long HOUR_SECONDS = 3_600;

    private static final String ADD = """
            INSERT INTO usage.rollup AS known (hour, series_id, card_id, %1$s)
            SELECT to_timestamp(hour), series_id, card_id, %1$s
            FROM unnest(%2$s) AS added(hour, series_id, card_id, %1$s)
            ORDER BY 1, 2, 3
            ON CONFLICT (hour, series_id, card_id) DO UPDATE SET %3$s""".formatted(
                    String.join(", ", COUNTS),
                    COUNTS.stream()
                            .map(sum -> "?::int8[]")
                            .collect(Collectors.joining(", ", "?::int8[], ?::int8[], ?::int8[], ", "")),
                    COUNTS.stream()
                            .map(sum -> sum + " = known." + sum + " + excluded." + sum)
                            .collect(Collectors.joining(", ")));

    private record Key(long hourSecond, long seriesId, long cardId) {}

    private final Map<Key, long[]> sums = new TreeMap<>(Comparator.comparingLong(Key::hourSecond)
            .thenComparingLong(Key::seriesId)
            .thenComparingLong(Key::cardId));

    /** Adds one event. */
    public void add(EventRow row) {
        long second = row.event().occurredAt().getEpochSecond();
        Key key = new Key(second - Math.floorMod(second, HOUR_SECONDS), row.seriesId(), row.cardId());
        Billable tokens = billable(row.event().tokens());
        long[] sum = sums.computeIfAbsent(key, absent -> new long[COUNTS.size()]);
        sum[0]++;
        sum[1] += tokens.textInput();
        sum[2] += tokens.cachedInput();
        sum[3] += tokens.audioInput();
        sum[4] += tokens.imageInput();
        sum[5] += tokens.textOutput();
        sum[6] += tokens.reasoning();
        sum[7] += tokens.audioOutput();
    }

    private static Billable billable(Tokens tokens) {
        return Billable.of(tokens.input(), tokens.cachedInput(), tokens.output(), tokens.reasoning())
                .withMedia(tokens.audioInput(), tokens.imageInput(), tokens.audioOutput());
    }

    /** Adds what was added here to the store's sums, in the order of their keys: of two writers one waits, never both. */
    public void store(Connection connection) throws SQLException {
        if (sums.isEmpty()) {
            return;
        }
        List<Array> arrays = new ArrayList<>();
        try (PreparedStatement upsert = connection.prepareStatement(ADD)) {
            for (Long[] column : columns()) {
                arrays.add(connection.createArrayOf("int8", column));
                upsert.setArray(arrays.size(), arrays.getLast());
            }
            upsert.executeUpdate();
        } finally {
            for (Array array : arrays) {
                array.free();
            }
        }
    }

    private List<Long[]> columns() {
        List<Long[]> columns = new ArrayList<>();
        columns.add(sums.keySet().stream().map(Key::hourSecond).toArray(Long[]::new));
        columns.add(sums.keySet().stream().map(Key::seriesId).toArray(Long[]::new));
        columns.add(sums.keySet().stream().map(Key::cardId).toArray(Long[]::new));
        for (int i = 0; i < COUNTS.size(); i++) {
            int column = i;
            columns.add(sums.values().stream().map(sum -> sum[column]).toArray(Long[]::new));
        }
        return columns;
    }
}
