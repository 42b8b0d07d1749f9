package io.tollgate.usage.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.events.Served;
import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.WireNames;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of {@code usage.event}, each with where its value comes from, and the statement that fills them. */
final class EventColumns {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Column(String name, String sentAs, String storedAs, Function<UsageEvent, Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            text("id", UsageEvent::id),
            new Column("occurred_at", "text", "timestamptz", EventColumns::occurredAt),
            text("node", UsageEvent::node),
            number("catalog_version", UsageEvent::catalogVersion),
            text("tenant", event -> event.caller().tenant()),
            text("cost_centre", event -> event.caller().costCentre()),
            text("application", event -> event.caller().application()),
            text("key_id", event -> event.caller().keyId()),
            text("end_user", event -> event.caller().user()),
            new Column("tags", "text", "jsonb", event -> json(event.caller().tags())),
            text("operation", event -> event.request().operation()),
            text("requested_model", event -> event.request().model()),
            text("route", event -> event.request().route()),
            new Column("streamed", "bool", "bool", event -> event.request().streamed()),
            text("deployment", event -> event.served().deployment()),
            text("model", event -> event.served().model()),
            text("reported_model", event -> event.served().reportedModel()),
            text("capacity", event -> event.served().capacity()),
            text("region", event -> event.served().region()),
            new Column("attempts", "text", "jsonb", event -> attempts(event.served())),
            text("outcome", event -> WireNames.of(event.outcome().kind())),
            new Column("status", "int4", "int4", event -> event.outcome().status()),
            text("reason", event -> event.outcome().reason()),
            number("input_tokens", event -> event.tokens().input()),
            number("cached_input_tokens", event -> event.tokens().cachedInput()),
            number("output_tokens", event -> event.tokens().output()),
            number("reasoning_tokens", event -> event.tokens().reasoning()),
            text("token_source", event -> WireNames.of(event.tokens().source())),
            number("first_token_millis", event -> event.timing().firstTokenMillis()),
            number("total_millis", event -> event.timing().totalMillis()));

    /** One round trip for any number of rows; events that are there already are left alone. */
    static final String INSERT = "INSERT INTO usage.event (" + names("%s") + ") SELECT "
            + COLUMNS.stream()
                    .map(column -> column.name() + "::" + column.storedAs())
                    .collect(Collectors.joining(", "))
            + " FROM unnest("
            + COLUMNS.stream().map(column -> "?::" + column.sentAs() + "[]").collect(Collectors.joining(", "))
            + ") AS incoming(" + names("%s") + ") ON CONFLICT (id) DO NOTHING";

    private EventColumns() {}

    static int insert(Connection connection, List<UsageEvent> events) throws SQLException {
        List<Array> arrays = new ArrayList<>(COLUMNS.size());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Column column : COLUMNS) {
                Object[] values = events.stream().map(column.value()).toArray();
                Array array = connection.createArrayOf(column.sentAs(), values);
                arrays.add(array);
                insert.setArray(arrays.size(), array);
            }
            return insert.executeUpdate();
        } finally {
            for (Array array : arrays) {
                array.free();
            }
        }
    }

    private static Column text(String name, Function<UsageEvent, Object> value) {
        return new Column(name, "text", "text", value);
    }

    private static Column number(String name, Function<UsageEvent, Object> value) {
        return new Column(name, "int8", "int8", value);
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
