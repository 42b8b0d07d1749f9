package io.tollgate.usage.store.event;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tollgate.events.Served;
import java.util.List;
import java.util.Map;

/** What of an event is kept as JSON. */
final class EventJson {

    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private EventJson() {}

    static String tags(Map<String, String> tags) {
        StringBuilder json = new StringBuilder("{");
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            separate(json);
            quote(json, tag.getKey());
            json.append(':');
            quote(json, tag.getValue());
        }
        return json.append('}').toString();
    }

    static String attempts(List<Served.Attempt> attempts) {
        StringBuilder json = new StringBuilder("[");
        for (Served.Attempt attempt : attempts) {
            separate(json);
            json.append("{\"deployment\":");
            quote(json, attempt.deployment());
            json.append(",\"result\":");
            quote(json, attempt.result());
            json.append(",\"status\":").append(attempt.status());
            json.append(",\"durationMillis\":").append(attempt.durationMillis()).append('}');
        }
        return json.append(']').toString();
    }

    private static void separate(StringBuilder json) {
        if (json.length() > 1) {
            json.append(',');
        }
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        ENCODER.quoteAsString(text, json);
        json.append('"');
    }
}
