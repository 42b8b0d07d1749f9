package io.tollgate.gateway.metering.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.gateway.metering.UsageReading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Usage read the plain way: the whole stream at hand, a tree for every event, and decimals of any size. */
public final class NaiveUsage {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Map<String, Long> counts = new HashMap<>();

    private NaiveUsage() {}

    /** What a stream says that has no event cut short but its last. */
    public static Optional<UsageReading.Reported> of(byte[] stream) {
        var usage = new NaiveUsage();
        List<String> data = new ArrayList<>();
        for (String line : new String(stream, UTF_8).split("\r\n|\r|\n", -1)) {
            if (line.startsWith("data:")) {
                data.add(line.substring("data:".length()));
            } else if (line.isEmpty()) {
                usage.document(String.join("\n", data));
                data.clear();
            }
        }
        usage.document(String.join("\n", data));
        return usage.reading();
    }

    private void document(String data) {
        try {
            JsonNode root = JSON.readTree(data);
            for (String path : List.of("/usage", "/response/usage", "/x_groq/usage")) {
                object(root.at(path));
            }
        } catch (JsonProcessingException e) {
            // The mark of the end, or the event that is cut short.
        }
    }

    private void object(JsonNode usage) {
        if (usage.path("completion_tokens").asLong()
                        + usage.path("output_tokens").asLong()
                > 0) {
            counts.remove("total");
        }
        put("input", usage.path("prompt_tokens"), usage.path("input_tokens"));
        put("output", usage.path("completion_tokens"), usage.path("output_tokens"));
        put("total", usage.path("total_tokens"));
        put(
                "cached",
                usage.at("/prompt_tokens_details/cached_tokens"),
                usage.at("/input_tokens_details/cached_tokens"),
                usage.path("prompt_cache_hit_tokens"),
                usage.path("cache_read_input_tokens"));
        put("beside", usage.path("cache_read_input_tokens"));
        put(
                "reasoning",
                usage.at("/completion_tokens_details/reasoning_tokens"),
                usage.at("/output_tokens_details/reasoning_tokens"));
    }

    private void put(String name, JsonNode... numbers) {
        for (JsonNode number : numbers) {
            if (number.isNumber() || number.isTextual()) {
                long value = new BigDecimal(number.asText()).longValueExact();
                counts.merge(name, value, (before, later) -> later == 0 ? before : later);
            }
        }
    }

    private Optional<UsageReading.Reported> reading() {
        if (!counts.containsKey("input")) {
            return Optional.empty();
        }
        long input = counts.get("input") + counts.getOrDefault("beside", 0L);
        return Optional.of(new UsageReading.Reported(
                input,
                counts.getOrDefault("cached", 0L),
                Math.max(counts.getOrDefault("output", 0L), counts.getOrDefault("total", 0L) - input),
                counts.getOrDefault("reasoning", 0L)));
    }
}
