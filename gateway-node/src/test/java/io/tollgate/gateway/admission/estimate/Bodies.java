package io.tollgate.gateway.admission.estimate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.catalog.Operation;
import io.tollgate.gateway.body.BodyReading;
import io.tollgate.gateway.body.InferenceBody;

/** Makes bodies. */
final class Bodies {

    private Bodies() {}

    static InferenceBody read(Operation operation, String json) {
        return switch (InferenceBody.parse(operation, json.getBytes(UTF_8))) {
            case BodyReading.Parsed parsed -> parsed.body();
            case BodyReading.Invalid invalid -> throw new AssertionError(invalid.message());
        };
    }

    /** A chat request of one message by the user. */
    static InferenceBody chat(String text) {
        return read(
                Operation.CHAT_COMPLETIONS,
                "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(escaped(text)));
    }

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
