package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Json;
import java.net.URI;

/** A JSON API behind an administrator's key. Every answer but a 2xx fails the test with what the answer said. */
record Api(Caller caller) {

    private static final int MOST_TRIES = 3;
    private static final int UNAVAILABLE = 503;

    static Api at(URI base, String key) {
        return new Api(new Caller(base, key));
    }

    /** Reads again when a store was too slow to answer, as a 503 asks for. */
    JsonNode get(String path) {
        Answer answer = caller.get(path);
        for (int tries = 1; answer.status() == UNAVAILABLE && tries < MOST_TRIES; tries++) {
            answer = caller.get(path);
        }
        return content("GET", path, answer);
    }

    JsonNode put(String path, Object document) {
        return call("PUT", path, Json.write(document));
    }

    JsonNode post(String path, Object document) {
        return call("POST", path, Json.write(document));
    }

    JsonNode patch(String path, Object document) {
        return call("PATCH", path, Json.write(document));
    }

    JsonNode delete(String path) {
        return call("DELETE", path, "");
    }

    private JsonNode call(String method, String path, String body) {
        return content(method, path, caller.send(method, path, body));
    }

    private static JsonNode content(String method, String path, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new AssertionError(method + " " + path + " got " + answer.status() + ": " + answer.text());
        }
        return answer.text().isBlank() ? Json.read("null") : answer.json();
    }
}
