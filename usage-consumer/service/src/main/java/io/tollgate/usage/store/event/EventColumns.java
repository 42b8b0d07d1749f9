package io.tollgate.usage.store.event;

import io.tollgate.events.UsageEvent;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of {@code usage.event}, each with where its value comes from. */
final class EventColumns {

    /**
     * One column.
     *
     * @param name in the table
     * @param type of its values
     * @param value taken from a row
     */
    record Column(String name, ColumnType type, Function<EventRow, Object> value) {}

    static final List<Column> ALL = List.of(
            text("id", UsageEvent::id),
            new Column("occurred_at", ColumnType.INSTANT, EventRow::occurredAt),
            new Column("series_id", ColumnType.LONG, EventRow::seriesId),
            new Column("card_id", ColumnType.LONG, EventRow::cardId),
            text("node", UsageEvent::node),
            number("catalog_version", UsageEvent::catalogVersion),
            text("end_user", event -> event.caller().user()),
            text("session", event -> event.caller().session()),
            text("address_class", event -> event.caller().addressClass()),
            new Column(
                    "tags",
                    ColumnType.JSON,
                    row -> EventJson.tags(row.event().caller().tags())),
            new Column("streamed", ColumnType.FLAG, row -> row.event().request().streamed()),
            text("reported_model", event -> event.served().reportedModel()),
            new Column(
                    "attempts",
                    ColumnType.JSON,
                    row -> EventJson.attempts(row.event().served().attempts())),
            new Column(
                    "status", ColumnType.INTEGER, row -> row.event().outcome().status()),
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

    /** The columns' names, separated by commas. */
    static final String NAMES = ALL.stream().map(Column::name).collect(Collectors.joining(", "));

    private EventColumns() {}

    private static Column text(String name, Function<UsageEvent, Object> value) {
        return new Column(name, ColumnType.TEXT, row -> value.apply(row.event()));
    }

    private static Column number(String name, Function<UsageEvent, Object> value) {
        return new Column(name, ColumnType.LONG, row -> value.apply(row.event()));
    }
}
