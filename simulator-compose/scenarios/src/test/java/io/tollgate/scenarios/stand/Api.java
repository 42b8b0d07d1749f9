package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Json;
import java.net.URI;

/** A JSON API behind an administrator's key. Every answer but a 2xx fails the test with what the answer said. */
record Api(Caller caller) {

    static Api at(URI base, String key) {
        return new Api(new Caller(base, key));
    }

    JsonNode get(String path) {
        return content("GET", path, caller.get(path));
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
