package io.tollgate.scenarios.proof.usage.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Caller;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The usage API, asked once for each path, its numbers read digit by digit. Used by one thread. */
final class ExactApi {

    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private final Caller caller;
    private final Map<String, JsonNode> answers = new HashMap<>();

    ExactApi(Caller caller) {
        this.caller = caller;
    }

    JsonNode get(String path) {
        return answers.computeIfAbsent(path, this::ask);
    }

    String text(String path) {
        Answer answer = caller.get(path);
        if (answer.status() != 200) {
            throw new AssertionError(path + " got " + answer.status() + ": " + answer.text());
        }
        return answer.text();
    }

    /** Everything that was asked for so far. */
    Iterable<JsonNode> answers() {
        return answers.values();
    }

    private JsonNode ask(String path) {
        try {
            return EXACT.readTree(text(path));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + path, e);
        }
    }
}
