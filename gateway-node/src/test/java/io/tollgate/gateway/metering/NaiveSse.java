package io.tollgate.gateway.metering;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link SseMeter} does, done the plain way: with the whole stream at hand and a tree for every event. */
final class NaiveSse {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    final StringBuilder output = new StringBuilder();
    Optional<UsageReading> reported = Optional.empty();
    Optional<String> model = Optional.empty();
    boolean failed;
    boolean done;
    boolean malformed;
    boolean contentStarted;
    long deltas;
    long contentBytes;

    private final StringBuilder block = new StringBuilder();
    private final List<String> data = new ArrayList<>();
    private boolean hasFields;
    private String event = "";

    NaiveSse(byte[] stream) {
        // Latin 1 gives every byte a character of its own.
        String text = new String(stream, ISO_8859_1);
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            int next = Math.min(end + 1, text.length());
            if (text.startsWith("\r\n", end)) {
                next++;
            }
            String line = text.substring(start, end);
            block.append(text, start, next);
            line(start == 0 && line.startsWith("\u00ef\u00bb\u00bf") ? line.substring(3) : line, end < text.length());
            start = next;
        }
        if (hasFields) {
            endOfEvent();
        }
        output.append(block);
    }

    UsageReading reading() {
        return reported.orElseGet(() -> contentBytes == 0
                ? new UsageReading.None()
                : new UsageReading.Counted(Math.max(deltas, (contentBytes + 3) / 4)));
    }

    private void line(String line, boolean ended) {
        if (line.isEmpty()) {
            endOfEvent();
            return;
        }
        if (line.startsWith(":")) {
            if (!hasFields && ended) {
                output.append(block);
                block.setLength(0);
            }
            return;
        }
        int colon = line.indexOf(':');
        if (colon < 0 && !ended) {
            return;
        }
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        hasFields = true;
        if (name.equals("data")) {
            data.add(value);
        } else if (name.equals("event")) {
            event = value;
        }
    }

    private void endOfEvent() {
        boolean usageOnly = !data.isEmpty() && document(String.join("\n", data));
        failed |= event.equals("error");
        if (!usageOnly) {
            output.append(block);
        }
        block.setLength(0);
        data.clear();
        hasFields = false;
        event = "";
    }

    private boolean document(String payload) {
        done |= payload.stripTrailing().equals("[DONE]");
        JsonNode root;
        try {
            root = JSON.readTree(payload.getBytes(ISO_8859_1));
        } catch (JsonProcessingException e) {
            malformed |= !payload.stripTrailing().equals("[DONE]") && !payload.isBlank();
            return false;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (!root.isObject()) {
            return false;
        }
        if (model.isEmpty() && !root.path("model").asText().isEmpty()) {
            model = Optional.of(root.path("model").asText());
        }
        boolean failure = root.path("error").isObject() || root.path("error").isTextual();
        failed |= failure;
        contentStarted |= !failure && (!root.path("choices").isArray() || answers(root.path("choices")));
        JsonNode usage = root.path("usage");
        if (usage.path("prompt_tokens").isIntegralNumber()) {
            reported = Optional.of(new UsageReading.Reported(
                    usage.path("prompt_tokens").asLong(),
                    usage.path("prompt_tokens_details").path("cached_tokens").asLong(),
                    usage.path("completion_tokens").asLong(),
                    usage.path("completion_tokens_details")
                            .path("reasoning_tokens")
                            .asLong()));
        }
        root.path("choices").forEach(this::choice);
        return usage.isObject()
                && root.path("choices").isArray()
                && root.path("choices").isEmpty();
    }

    private static boolean answers(JsonNode choices) {
        for (JsonNode choice : choices) {
            for (JsonNode value : choice) {
                if (isText(value)) {
                    return true;
                }
            }
            for (Map.Entry<String, JsonNode> field : choice.path("delta").properties()) {
                String name = field.getKey();
                boolean parts = name.equals("tool_calls") || name.equals("content") || name.equals("function_call");
                if (!name.equals("role")
                        && holdsAnything(field.getValue(), field.getValue().isContainerNode() && parts)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holdsAnything(JsonNode value, boolean textOnly) {
        if (!value.isContainerNode()) {
            return isText(value) || !textOnly && (value.isNumber() || value.isBoolean());
        }
        for (JsonNode inside : value) {
            if (holdsAnything(inside, textOnly)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty();
    }

    private void choice(JsonNode choice) {
        long bytes = bytes(choice.path("text")) + bytes(choice.path("delta").path("content"));
        for (JsonNode call : choice.path("delta").path("tool_calls")) {
            bytes += bytes(call.path("function").path("name"))
                    + bytes(call.path("function").path("arguments"));
        }
        contentBytes += bytes;
        deltas += bytes > 0 ? 1 : 0;
    }

    private static long bytes(JsonNode text) {
        return text.isTextual() ? text.asText().getBytes(UTF_8).length : 0;
    }
}
