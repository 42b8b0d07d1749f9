package io.tollgate.usage.store.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tollgate.events.Served;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What of an event is kept as JSON. */
final class EventJson {

    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    static String tags(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return "{}";
        }
        return written(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                json.writeStringField(tag.getKey(), tag.getValue());
            }
            json.writeEndObject();
        });
    }

    static String attempts(List<Served.Attempt> attempts) {
        if (attempts.isEmpty()) {
            return "[]";
        }
        return written(json -> {
            json.writeStartArray();
            for (Served.Attempt attempt : attempts) {
                json.writeStartObject();
                json.writeStringField("deployment", attempt.deployment());
                json.writeStringField("result", attempt.result());
                json.writeNumberField("status", attempt.status());
                json.writeNumberField("durationMillis", attempt.durationMillis());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static String written(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }
}
