package io.tollgate.scenarios.life;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend whose streams begin at once and end when the test lets them. Thread-safe. */
final class HeldStreams implements AutoCloseable {

    private static final String CHUNK =
            "data: {\"id\":\"s\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"held\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":%s}]}\n\n";
    private static final String END = CHUNK.formatted("\"stop\"") + "data: [DONE]\n\n";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore ends = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final HttpServer server;

    private HeldStreams(HttpServer server) {
        this.server = server;
    }

    static HeldStreams start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var backend = new HeldStreams(server);
            server.setExecutor(backend.threads);
            server.createContext("/", backend::answer);
            server.start();
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Streams whose first event has been sent. */
    int begun() {
        return begun.get();
    }

    /** Lets one stream end. */
    void endOne() {
        ends.release();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            body.write(CHUNK.formatted("null").getBytes(StandardCharsets.UTF_8));
            body.flush();
            begun.incrementAndGet();
            ends.acquire();
            body.write(END.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
