package io.tollgate.scenarios.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** One connection of the DevTools protocol: calls with answers, and events. Thread-safe. */
final class DevTools implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final Map<String, List<BiConsumer<String, JsonNode>>> listeners = new ConcurrentHashMap<>();
    private WebSocket socket;

    private DevTools() {}

    static DevTools connect(URI address) {
        var devTools = new DevTools();
        devTools.socket = devTools.http
                .newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(address, devTools.new Reader())
                .join();
        return devTools;
    }

    /** Calls a method of the browser, or of a tab when {@code session} is not empty. @throws AssertionError with what it complains of */
    JsonNode call(String session, String method, Map<String, ?> parameters) {
        int number = numbers.incrementAndGet();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", number);
        message.put("method", method);
        message.put("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(number, answer);
        send(Json.write(message));
        JsonNode content =
                answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        if (content.has("error")) {
            throw new AssertionError(method + ": " + content.path("error"));
        }
        return content.path("result");
    }

    /** A WebSocket takes one message at a time. */
    private synchronized void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Tells {@code listener} the names and parameters of the events of a tab. It must not call. */
    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.computeIfAbsent(session, any -> new CopyOnWriteArrayList<>()).add(listener);
    }

    private void receive(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer = open.remove(message.path("id").asInt());
            if (answer != null) {
                answer.complete(message);
            }
            return;
        }
        listeners
                .getOrDefault(message.path("sessionId").asText(), List.of())
                .forEach(listener -> listener.accept(message.path("method").asText(), message.path("params")));
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                receive(Json.read(whole));
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            open.values().forEach(answer -> answer.completeExceptionally(error));
        }
    }
}
