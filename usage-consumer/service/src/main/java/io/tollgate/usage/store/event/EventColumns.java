package io.tollgate.usage.store.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.events.Served;
import io.tollgate.events.UsageEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of {@code usage.event}, each with where its value comes from, and the statement that fills them. */
final class EventColumns {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Column(String name, String sentAs, String storedAs, Function<EventRow, Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            text("id", UsageEvent::id),
            new Column("occurred_at", "text", "timestamptz", row -> occurredAt(row.event())),
            new Column("series_id", "int8", "int8", EventRow::seriesId),
            new Column("card_id", "int8", "int8", EventRow::cardId),
            text("node", UsageEvent::node),
            number("catalog_version", UsageEvent::catalogVersion),
            text("end_user", event -> event.caller().user()),
            text("session", event -> event.caller().session()),
            text("address_class", event -> event.caller().addressClass()),
            new Column("tags", "text", "jsonb", row -> json(row.event().caller().tags())),
            new Column("streamed", "bool", "bool", row -> row.event().request().streamed()),
            text("reported_model", event -> event.served().reportedModel()),
            new Column("attempts", "text", "jsonb", row -> attempts(row.event().served())),
            new Column("status", "int4", "int4", row -> row.event().outcome().status()),
            text("reason", event -> event.outcome().reason()),
            number("input_tokens", event -> event.tokens().input()),
            number("cached_input_tokens", event -> event.tokens().cachedInput()),
            number("output_tokens", event -> event.tokens().output()),
            number("reasoning_tokens", event -> event.tokens().reasoning()),
            number("audio_input_tokens", event -> event.tokens().audioInput()),
            number("audio_output_tokens", event -> event.tokens().audioOutput()),
            number("image_input_tokens", event -> event.tokens().imageInput()),
            number("first_token_millis", event -> event.timing().firstTokenMillis()),
            number("total_millis", event -> event.timing().totalMillis()));

    /** One round trip for any number of rows; events that are there already are left alone, the others are named. */
    static final String INSERT = "INSERT INTO usage.event (" + names("%s") + ") SELECT "
            + COLUMNS.stream()
                    .map(column -> column.name() + "::" + column.storedAs())
                    .collect(Collectors.joining(", "))
            + " FROM unnest("
            + COLUMNS.stream().map(column -> "?::" + column.sentAs() + "[]").collect(Collectors.joining(", "))
            + ") AS incoming(" + names("%s") + ") ON CONFLICT (id, occurred_at) DO NOTHING"
            + " RETURNING id, (extract(epoch FROM occurred_at) * 1000000)::int8";

    private EventColumns() {}

    /** Inserts {@code rows}, whose keys must differ; the keys of those that were not there. */
    static Set<EventKey> insert(Connection connection, List<EventRow> rows) throws SQLException {
        List<Array> arrays = new ArrayList<>(COLUMNS.size());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Column column : COLUMNS) {
                Object[] values = rows.stream().map(column.value()).toArray();
                Array array = connection.createArrayOf(column.sentAs(), values);
                arrays.add(array);
                insert.setArray(arrays.size(), array);
            }
            Set<EventKey> inserted = HashSet.newHashSet(rows.size());
            try (ResultSet returned = insert.executeQuery()) {
                while (returned.next()) {
                    inserted.add(new EventKey(returned.getString(1), returned.getLong(2)));
                }
            }
            return inserted;
        } finally {
            for (Array array : arrays) {
                array.free();
            }
        }
    }

    private static Column text(String name, Function<UsageEvent, Object> value) {
        return new Column(name, "text", "text", row -> value.apply(row.event()));
    }

    private static Column number(String name, Function<UsageEvent, Object> value) {
        return new Column(name, "int8", "int8", row -> value.apply(row.event()));
    }

    private static String names(String format) {
        return COLUMNS.stream().map(column -> format.formatted(column.name())).collect(Collectors.joining(", "));
    }

    /** Cut to the store's microseconds, never rounded up into the next hour or day. */
    private static String occurredAt(UsageEvent event) {
        return event.occurredAt().truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static String attempts(Served served) {
        List<Map<String, Object>> attempts = new ArrayList<>(served.attempts().size());
        for (Served.Attempt attempt : served.attempts()) {
            Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(4);
            fields.put("deployment", attempt.deployment());
            fields.put("result", attempt.result());
            fields.put("status", attempt.status());
            fields.put("durationMillis", attempt.durationMillis());
            attempts.add(fields);
        }
        return json(attempts);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and lists of text and numbers are always writable", e);
        }
    }
}
