package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds fields at the top level of a body that has been parsed before. */
final class TopFields {

    private TopFields() {}

    /** Told where the value of a field stands: from {@code start} to before {@code end}. */
    @FunctionalInterface
    interface Sink {
        void found(String name, int start, int end);
    }

    /**
     * Tells {@code sink} of every field whose name is in {@code wanted}, as often as it is there.
     *
     * @return those of {@code wanted} that are there
     */
    static Set<String> find(byte[] bytes, Map<String, ?> wanted, Sink sink) {
        Set<String> found = new HashSet<>();
        try (JsonCursor json = new JsonCursor(bytes)) {
            json.next();
            while (json.next() == JsonToken.FIELD_NAME) {
                String name = json.name();
                json.next();
                int start = json.offset();
                if (wanted.containsKey(name)) {
                    sink.found(name, start, end(json, start));
                    found.add(name);
                } else {
                    json.skip();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the body was well-formed a moment ago", e);
        }
        return found;
    }

    /** Where the current value ends; the cursor stands at its last token then. */
    private static int end(JsonCursor json, int start) throws IOException {
        return switch (json.token()) {
            case START_OBJECT, START_ARRAY -> {
                json.skip();
                yield json.offset() + 1;
            }
            case VALUE_STRING -> new TextMeasure().add(json.bytes(), start);
            default -> start + json.text().length();
        };
    }
}
