package io.tollgate.gateway.metering;

import io.tollgate.gateway.body.RandomJson;
import java.util.ArrayList;
import java.util.List;

/** Writes random streams of events of every kind that backends send, and of some that they should not. */
final class RandomSse {

    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

    private final RandomJson random;
    private final String ownLineEnd;

    RandomSse(long seed) {
        random = new RandomJson(seed);
        ownLineEnd = LINE_ENDS.get(random.below(3));
    }

    String stream() {
        var stream = new StringBuilder(random.below(6) == 0 ? "\uFEFF" : "");
        for (int i = random.below(7); i > 0; i--) {
            stream.append(block());
        }
        if (random.below(5) == 0) {
            stream.append(List.of("data", "da", "data: {\"us", "\n", "\r", ": x", "event: error")
                    .get(random.below(7)));
        }
        return stream.toString();
    }

    private String block() {
        var lines = new ArrayList<String>();
        for (int i = random.below(3) - 1; i > 0; i--) {
            lines.add(List.of(": keep-alive", ":", "id: 7", "retry:5", "event: message", "event", "datax: {}", "x")
                    .get(random.below(8)));
        }
        if (random.below(12) == 0) {
            lines.add(random.below(3) == 0 ? "event: errors" : "event:error");
        }
        if (random.below(10) > 0) {
            data(lines);
        }
        if (random.below(8) == 0) {
            lines.add(": behind");
        }
        lines.add("");
        if (random.below(10) == 0) {
            lines.add("");
        }
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line).append(random.below(5) == 0 ? "\r\n" : ownLineEnd));
        return text.toString();
    }

    private void data(List<String> lines) {
        String prefix = random.chance() ? "data: " : "data:";
        String payload = payload();
        if (random.below(6) == 0 && payload.contains(",")) {
            int comma = payload.indexOf(',') + 1;
            lines.add(prefix + payload.substring(0, comma));
            lines.add(prefix + payload.substring(comma));
        } else {
            lines.add(prefix + payload);
        }
    }

    private String payload() {
        String model = random.chance() ? "\"model\":\"gpt-4o-" + random.below(3) + "\"," : "\"model\":\"\",";
        String noUsage = random.chance() ? ",\"usage\":null" : "";
        return switch (random.below(12)) {
            case 0 ->
                "{" + model + "\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]" + noUsage + "}";
            case 1, 2 -> "{" + model + "\"choices\":[" + delta(text()) + "]" + noUsage + "}";
            case 3 -> "{\"choices\":[" + delta(text()) + "," + delta("b") + "]" + noUsage + "}";
            case 4 -> "{\"choices\":[{\"text\":\"" + text() + "\"}]}";
            case 5 ->
                "{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[{\"id\":\"x\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"{\\\"usage\\\":{}}\"}}]}}]}";
            case 6, 7 -> "{" + model + "\"choices\":[],\"usage\":" + usage() + "}";
            case 8 -> "{\"choices\":[" + delta("x") + "],\"usage\":" + usage() + "}";
            case 9 -> "{\"choices\":[],\"prompt_filter_results\":[{\"usage\":{\"prompt_tokens\":99}}]" + noUsage + "}";
            case 10 ->
                List.of("[DONE]", "[DONE] ", "[DONE]x", "ping", "", "{\"usage\":{\"prompt_tokens\":5}", "[1,2]", "{}{}")
                        .get(random.below(8));
            default -> random.below(3) == 0 ? "{\"error\":{\"code\":\"x\",\"message\":\"m\"}}" : "{\"error\":null}";
        };
    }

    private String delta(String content) {
        String more = random.below(4) == 0 ? ",\"y\":" + random.value(2).replaceAll("[\r\n]", " ") : "";
        String end =
                random.below(4) == 0 ? "\"finish_reason\":\"stop\"," : random.chance() ? "\"finish_reason\":null," : "";
        String index = random.below(4) == 0 ? "\"index\":1," : random.chance() ? "\"index\":0," : "";
        return "{" + index + end + "\"delta\":{\"role\":\"assistant\",\"content\":\"" + content + "\"" + more
                + "},\"x\":" + random.value(2).replaceAll("[\r\n]", " ") + "}";
    }

    private String text() {
        return List.of("", "a", "word", " \\\"usage\\\":{\\\"prompt_tokens\\\":1}", "é", "中文", "\\n", "\\\\", "data: x")
                .get(random.below(9));
    }

    private String usage() {
        int input = random.below(5) == 0 ? 0 : random.below(100);
        int output = random.below(4) == 0 ? 0 : random.below(100);
        String details = random.chance()
                ? ",\"prompt_tokens_details\":{\"cached_tokens\":" + random.below(input + 1)
                        + "},\"completion_tokens_details\":{\"reasoning_tokens\":" + random.below(output + 1) + "}"
                : "";
        return "{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + ",\"total_tokens\":"
                + (input + output) + details + "}";
    }
}
