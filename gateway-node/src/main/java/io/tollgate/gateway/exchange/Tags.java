package io.tollgate.gateway.exchange;

import io.tollgate.gateway.body.text.Utf8;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the caller's own tags, {@code x-tollgate-tag-NAME: VALUE}, of which a bounded number counts. */
final class Tags {

    private static final String PREFIX = "x-tollgate-tag-";
    private static final int MOST_TAGS = 10;
    private static final int MOST_CHARS = 128;

    private Tags() {}

    static Map<String, String> read(MultiMap headers) {
        Map<String, String> tags = null;
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                String name = header.getKey().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                String value = Utf8.ofHeader(header.getValue());
                tags = tags == null ? new HashMap<>() : tags;
                if (!name.isEmpty()
                        && name.length() <= MOST_CHARS
                        && value.length() <= MOST_CHARS
                        && tags.size() < MOST_TAGS) {
                    tags.put(name, value);
                }
            }
        }
        return tags == null ? Map.of() : tags;
    }
}
