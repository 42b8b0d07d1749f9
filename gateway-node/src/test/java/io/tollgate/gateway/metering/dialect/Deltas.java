package io.tollgate.gateway.metering.dialect;

import java.util.List;
import java.util.function.UnaryOperator;

/** The members of a choice that hold a piece of output. */
final class Deltas {

    private static final List<UnaryOperator<String>> ALL = List.of(
            text -> "\"delta\":{\"content\":\"" + text + "\"}",
            text -> "\"delta\":{\"content\":\"" + text + "\"}",
            text -> "\"delta\":{\"role\":\"assistant\",\"content\":\"" + text + "\",\"refusal\":null}",
            text -> "\"delta\":{\"content\":null,\"reasoning_content\":\"" + text + "\"}",
            text -> "\"delta\":{\"content\":\"\",\"reasoning\":\"" + text
                    + "\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"" + text + "\"}]}",
            text -> "\"delta\":{\"refusal\":\"" + text + "\"}",
            text -> "\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + text + "\"}}]}",
            text -> "\"delta\":{\"function_call\":{\"arguments\":\"" + text + "\"}}",
            text -> "\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}",
            text -> "\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"" + text
                    + "\"}]}]}",
            text -> "\"delta\":{\"content\":\"\",\"thinking\":\"" + text + "\"}",
            text -> "\"delta\":{\"audio\":{\"transcript\":\"" + text + "\"}}",
            // Some backends send whole messages piece by piece.
            text -> "\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}");

    private Deltas() {}

    static UnaryOperator<String> any(Dice dice) {
        return dice.one(ALL);
    }
}
