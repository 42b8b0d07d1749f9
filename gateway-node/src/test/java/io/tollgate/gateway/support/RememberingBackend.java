package io.tollgate.gateway.support;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend of the Responses API that knows what it has made itself, and nothing else. */
public final class RememberingBackend implements AutoCloseable {

    private static final String USAGE = "\"usage\":{\"input_tokens\":8,\"output_tokens\":5,\"total_tokens\":13}";

    private final String name;
    private final FakeBackend backend = new FakeBackend();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();

    public RememberingBackend(String name) {
        this.name = name;
        backend.script(this::answer);
    }

    public URI url() {
        return backend.url();
    }

    public List<FakeBackend.Received> received() {
        return backend.received();
    }

    /** Whether it made this. */
    public boolean knows(String id) {
        return known.contains(id);
    }

    @Override
    public void close() {
        backend.close();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = request.path().replaceFirst("^/openai/v1/", "");
        String[] pieces = path.split("/", -1);
        String method = request.method().name();
        if (pieces.length == 1 && method.equals("POST")) {
            if (pieces[0].equals("responses")) {
                turn(request, body.toJsonObject());
            } else {
                String id = remember(pieces[0].substring(0, 4) + "-");
                send(request, 200, "{\"id\":\"" + id + "\"}");
            }
        } else if (!known.contains(pieces[1])) {
            send(request, 404, "{\"error\":{\"code\":null,\"message\":\"" + pieces[1] + " not found\"}}");
        } else {
            if (method.equals("DELETE")) {
                known.remove(pieces[1]);
            }
            send(request, 200, "{\"id\":\"" + pieces[1] + "\",\"query\":\"" + request.query() + "\"}");
        }
    }

    private void turn(HttpServerRequest request, JsonObject body) {
        for (String field : List.of("previous_response_id", "conversation")) {
            String needed = body.getString(field);
            if (needed != null && !known.contains(needed)) {
                send(request, 400, "{\"error\":{\"code\":\"previous_response_not_found\"}}");
                return;
            }
        }
        String id = remember("resp_");
        if (body.getBoolean("stream", false)) {
            request.response().putHeader("content-type", "text/event-stream").setChunked(true);
            request.response().write(event("response.created", "\"response\":{\"id\":\"" + id + "\"}"));
            request.response().write(event("response.output_item.done", "\"item\":" + remembered()));
            request.response().write(event("response.output_text.delta", "\"delta\":\"Hello\""));
            request.response().end(event("response.completed", "\"response\":{\"id\":\"" + id + "\"," + USAGE + "}"));
        } else {
            send(
                    request,
                    200,
                    "{\"id\":\"" + id + "\",\"object\":\"response\",\"output\":[" + remembered() + "]," + USAGE + "}");
        }
    }

    private String remembered() {
        return "{\"id\":\"" + remember("rs_") + "\",\"type\":\"reasoning\",\"container_id\":\"" + remember("cntr_")
                + "\"}";
    }

    private String remember(String prefix) {
        String id = prefix + name + "-" + made.incrementAndGet();
        known.add(id);
        return id;
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    private static void send(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body);
    }
}
