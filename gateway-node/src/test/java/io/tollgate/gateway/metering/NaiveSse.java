package io.tollgate.gateway.metering;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@link SseMeter} does, done the plain way: with the whole stream at hand and a tree for every event. */
final class NaiveSse {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    final StringBuilder output = new StringBuilder();
    Optional<String> model = Optional.empty();
    boolean failed;
    boolean done;
    boolean malformed;
    boolean contentStarted;
    private final List<Report> reports = new ArrayList<>();
    private final Set<Integer> begun = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    private long deltas;
    private long contentBytes;

    /**
     * One usage object, and when it came.
     *
     * @param counts its numbers, by their names
     * @param only the choice that its document is about, -1 when it is about none or all
     */
    private record Report(Map<String, Long> counts, boolean alone, int only, long deltas, long bytes) {
        long output() {
            return counts.getOrDefault("completion_tokens", 0L);
        }
    }

    private final StringBuilder block = new StringBuilder();
    private final List<String> data = new ArrayList<>();
    private boolean hasFields;
    private boolean openName;
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
            boolean whole = isWhole(String.join("\n", data));
            int length = output.length();
            endOfEvent();
            output.setLength(whole ? output.length() : length);
        } else if (!openName) {
            output.append(block);
        }
    }

    /** What is cut short at the end may have been usage. */
    private static boolean isWhole(String data) {
        try {
            return data.stripTrailing().equals("[DONE]")
                    || !JSON.readTree(data.getBytes(ISO_8859_1)).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    boolean complete() {
        boolean allFinished = !begun.isEmpty() && begun.equals(finished);
        return done || allFinished || reading(false) instanceof UsageReading.Reported;
    }

    UsageReading reading() {
        return reading(complete());
    }

    private UsageReading reading(boolean ended) {
        var counts = new HashMap<String, Long>();
        reports.forEach(report -> report.counts.forEach((name, value) -> {
            if (value > 0 || counts.getOrDefault(name, 0L) == 0) {
                counts.put(name, value);
            }
        }));
        long input = counts.getOrDefault("prompt_tokens", 0L);
        long output = output(counts);
        long cached = counts.getOrDefault("cached_tokens", 0L);
        input += cached > input ? cached : 0;
        long passed = Math.max(deltas, (contentBytes + 3) / 4);
        boolean alone = reports.stream()
                .filter(report -> report.output() > 0)
                .reduce((first, second) -> second)
                .map(Report::alone)
                .orElse(false);
        boolean known = passed == 0 || output > 0 && upToDate();
        if ((ended || alone) && known && counts.containsKey("prompt_tokens") && !countedApart()) {
            return new UsageReading.Reported(input, cached, output, counts.getOrDefault("reasoning_tokens", 0L));
        }
        output = Math.max(output, passed);
        return input == 0 && output == 0
                ? new UsageReading.None()
                : new UsageReading.Counted(output, input, Math.min(input, cached));
    }

    private static long output(Map<String, Long> counts) {
        long output = Math.max(
                counts.getOrDefault("completion_tokens", 0L),
                counts.getOrDefault("total_tokens", 0L) - counts.getOrDefault("prompt_tokens", 0L));
        long reasoning = counts.getOrDefault("reasoning_tokens", 0L);
        return reasoning > output ? output + reasoning : output;
    }

    /** Whether nothing has passed since the output that is known was first told, or told once more and plausibly. */
    private boolean upToDate() {
        long known = 0;
        var sofar = new HashMap<String, Long>();
        long deltasThen = 0;
        long bytesThen = 0;
        for (Report report : reports) {
            report.counts.forEach((name, value) -> {
                if (value > 0 || sofar.getOrDefault(name, 0L) == 0) {
                    sofar.put(name, value);
                }
            });
            if (output(sofar) != known || report.output() > 0 && output(report.counts) >= report.deltas) {
                deltasThen = report.deltas;
                bytesThen = report.bytes;
            }
            known = output(sofar);
        }
        return deltasThen == deltas && bytesThen == contentBytes;
    }

    /** Whether the last reports are of single choices, and of more than one. */
    private boolean countedApart() {
        var apart = new HashSet<Integer>();
        for (Report report : reports) {
            if (report.output() > 0 && report.only < 0) {
                apart.clear();
            } else if (report.output() > 0) {
                apart.add(report.only);
            }
        }
        boolean tellsAll = reports.stream()
                .filter(report -> report.output() > 0)
                .reduce((first, second) -> second)
                .map(last -> last.output() * 4 >= Math.max(last.deltas, (last.bytes + 3) / 4) * 3)
                .orElse(true);
        return apart.size() > 1 && !tellsAll;
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
            openName = true;
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        root.path("choices").forEach(this::choice);
        JsonNode usage = root.path("usage");
        boolean alone = root.path("choices").isArray() && root.path("choices").isEmpty();
        if (usage.isObject()) {
            reports.add(new Report(counts(usage), alone, only(root.path("choices")), deltas, contentBytes));
        }
        return usage.isObject() && alone && contentStarted;
    }

    private static Map<String, Long> counts(JsonNode usage) {
        var counts = new HashMap<String, Long>();
        for (JsonNode numbers :
                List.of(usage, usage.path("prompt_tokens_details"), usage.path("completion_tokens_details"))) {
            numbers.properties().forEach(number -> {
                if (number.getValue().isIntegralNumber()) {
                    counts.put(number.getKey(), number.getValue().asLong());
                }
            });
        }
        return counts;
    }

    private int only(JsonNode choices) {
        var indexes = new HashSet<Integer>();
        choices.forEach(choice -> indexes.add(choice.path("index").asInt()));
        return indexes.size() == 1 ? indexes.iterator().next() : -1;
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
        deltas += bytes > 0 || holdsMore(choice.path("delta")) ? 1 : 0;
        begun.add(choice.path("index").asInt());
        if (!choice.path("finish_reason").asText("").isEmpty()
                && choice.path("finish_reason").isTextual()) {
            finished.add(choice.path("index").asInt());
        }
    }

    /** Whether there is text in a field of which the meter knows nothing. */
    private static boolean holdsMore(JsonNode delta) {
        for (Map.Entry<String, JsonNode> field : delta.properties()) {
            if (field.getKey().equals("y") && holdsAnything(field.getValue(), true)) {
                return true;
            }
        }
        return false;
    }

    private static long bytes(JsonNode text) {
        return text.isTextual() ? text.asText().getBytes(UTF_8).length : 0;
    }
}
