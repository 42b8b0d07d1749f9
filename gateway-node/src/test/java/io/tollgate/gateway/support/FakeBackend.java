package io.tollgate.gateway.support;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A backend that does what the test says, and remembers what it was sent. */
public final class FakeBackend implements AutoCloseable {

    /** One request as it arrived. */
    public record Received(String uri, Map<String, String> headers, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final AtomicReference<BiConsumer<HttpServerRequest, Buffer>> script = new AtomicReference<>();
    private final HttpServer server;

    public FakeBackend() {
        answer(200, "{}");
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Calls whose connection was closed from the other side before the answer had ended. */
    public int abandoned() {
        return abandoned.get();
    }

    public void forget() {
        received.clear();
        abandoned.set(0);
    }

    /** Answers every request alike from now on; headers as name, value, name, value. */
    public void answer(int status, String body, String... headers) {
        script.set((request, sent) -> {
            for (int i = 0; i < headers.length; i += 2) {
                request.response().putHeader(headers[i], headers[i + 1]);
            }
            request.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(body);
        });
    }

    /** Answers with a stream of these events; without an end when {@code open}. */
    public void stream(boolean open, String... events) {
        script.set((request, sent) -> {
            request.response().putHeader("content-type", "text/event-stream").setChunked(true);
            for (String event : new ArrayList<>(List.of(events))) {
                request.response().write("data: " + event + "\n\n");
            }
            if (!open) {
                request.response().end();
            }
        });
    }

    /** Answers with the head of a success and the beginning of a body, and says nothing more. */
    public void stall(String contentType, String beginning) {
        begin(contentType, beginning, request -> {});
    }

    /** Answers with the head of a success and the beginning of a body, and closes the connection. */
    public void cut(String contentType, String beginning) {
        begin(contentType, beginning, request -> request.connection().close());
    }

    /** Takes every request and answers none. */
    public void hang() {
        script.set((request, sent) -> {});
    }

    /** Closes the connection in place of an answer. */
    public void drop() {
        script.set((request, sent) -> request.connection().close());
    }

    private void begin(String contentType, String beginning, Consumer<HttpServerRequest> then) {
        script.set((request, sent) -> {
            request.response().putHeader("content-type", contentType).setChunked(true);
            request.response().write(beginning).onComplete(written -> then.accept(request));
        });
    }

    /** Does anything else. */
    public void script(BiConsumer<HttpServerRequest, Buffer> handler) {
        script.set(handler);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        request.response().closeHandler(closed -> {
            if (!request.response().ended()) {
                abandoned.incrementAndGet();
            }
        });
        request.body().onSuccess(body -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
            received.add(new Received(request.uri(), headers, body.toString()));
            script.get().accept(request, body);
        });
    }
}
