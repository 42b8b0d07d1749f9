package io.tollgate.gateway.metering.dialect;

import io.tollgate.gateway.metering.UsageReading;
import java.util.Optional;

/** Streams of the Responses API. */
final class ResponsesDialect {

    private final Dice dice;
    private final Frames frames;
    private final Words words;
    private final boolean named;
    private final boolean itemsWhole;
    private final long input;
    private final long cached;
    private final long reasoning;

    private long passed;
    private int sequence;
    private boolean over;
    private Optional<UsageReading.Reported> known = Optional.empty();

    ResponsesDialect(Dice dice) {
        this.dice = dice;
        frames = new Frames(dice);
        words = new Words(dice);
        named = !dice.chance(6);
        itemsWhole = dice.chance(2);
        input = 1L + dice.below(200);
        cached = dice.below((int) input + 1);
        reasoning = dice.chance(2) ? dice.below(200) : 0;
    }

    Spoken speak() {
        String zeros = dice.one("null", "{\"input_tokens\":0,\"output_tokens\":0,\"total_tokens\":0}");
        send(
                "response.created",
                "\"response\":{\"id\":\"r\",\"error\":null,\"model\":\"m\",\"output\":[],\"usage\":" + zeros + "}");
        send("response.in_progress", "\"response\":{\"id\":\"r\",\"output\":[]}");
        send("response.output_item.added", "\"item\":{\"id\":\"i\",\"type\":\"message\",\"content\":[]}");
        String type = dice.one(
                "response.output_text.delta",
                "response.refusal.delta",
                "response.function_call_arguments.delta",
                "response.custom_tool_call_input.delta",
                "response.reasoning_text.delta",
                "response.reasoning_summary_text.delta");
        var text = new StringBuilder();
        for (int i = 1 + dice.below(20); i > 0; i--) {
            Words.Piece piece = words.next();
            passed += piece.tokens();
            text.append(piece.json());
            send(type, "\"item_id\":\"i\",\"delta\":\"" + piece.json() + "\"");
        }
        String item = "{\"id\":\"i\",\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"" + text
                + "\"}]}";
        if (itemsWhole) {
            send(type.replace(".delta", ".done"), "\"item_id\":\"i\",\"text\":\"" + text + "\"");
            send("response.output_item.done", "\"item\":" + item);
        }
        String end = end(dice.chance(3) ? "[]" : "[" + item + "]");
        return frames.spoken("responses " + end);
    }

    private String end(String output) {
        String type = dice.one("completed", "completed", "incomplete", "failed", "none");
        if (type.equals("none")) {
            return type;
        }
        String usage = dice.one("", ",\"usage\":null", ",\"usage\":{}", "told", "told", "told");
        if (usage.equals("told")) {
            var whole = new UsageReading.Reported(input, cached, passed + reasoning, reasoning);
            known = Optional.of(whole);
            usage = ",\"usage\":{" + Vendor.RESPONSES.usage(dice, whole) + "}";
        }
        over = true;
        String error =
                type.equals("failed") ? dice.one("null", "{\"code\":\"server_error\",\"message\":\"x\"}") : "null";
        send(
                "response." + type,
                "\"response\":{\"id\":\"r\",\"status\":\"" + type + "\",\"error\":" + error + ",\"output\":" + output
                        + usage + "}");
        if (dice.chance(4)) {
            frames.event("", "[DONE]", false);
            frames.moment(passed, told(), true, known);
        }
        return type;
    }

    private long told() {
        return known.map(UsageReading.Reported::output).orElse(0L);
    }

    private void send(String type, String members) {
        sequence++;
        String data = "{\"type\":\"" + type + "\",\"sequence_number\":" + sequence + "," + members + "}";
        frames.event(named ? type : "", data, false);
        frames.moment(passed, told(), over, known);
    }
}
