package io.tollgate.scenarios.calls;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * What came back.
 *
 * @param status HTTP status
 * @param headers all of them
 * @param lines the body's lines, each with the time of its arrival
 */
public record Answer(int status, HttpHeaders headers, List<Line> lines) {

    private static final String DATA = "data: ";

    /**
     * A line of the body.
     *
     * @param text without its end
     * @param atMillis since the request was sent
     */
    public record Line(String text, long atMillis) {}

    /** The first value of a header, or null. */
    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** The whole body. */
    public String text() {
        return String.join("\n", lines.stream().map(Line::text).toList());
    }

    /** The body as JSON. */
    public JsonNode json() {
        return Json.read(text());
    }

    /** The error object. */
    public JsonNode error() {
        return json().path("error");
    }

    /** The lines of a stream that carry an event. */
    public List<Line> events() {
        return lines.stream().filter(line -> line.text().startsWith(DATA)).toList();
    }

    /** The chunks of a stream, without the end mark. */
    public List<JsonNode> chunks() {
        return events().stream()
                .map(line -> line.text().substring(DATA.length()))
                .filter(data -> !data.equals("[DONE]"))
                .map(Json::read)
                .toList();
    }

    /** Whether it is a stream that ended as it should. */
    public boolean done() {
        return !events().isEmpty() && events().getLast().text().equals(DATA + "[DONE]");
    }

    /** What the answer says was used, plain or streamed. */
    public Optional<Usage> usage() {
        boolean streamed =
                header("content-type") != null && header("content-type").startsWith("text/event-stream");
        return (streamed ? chunks() : List.of(json()))
                .stream()
                        .map(part -> part.path("usage"))
                        .filter(JsonNode::isObject)
                        .map(Usage::of)
                        .findFirst();
    }
}
