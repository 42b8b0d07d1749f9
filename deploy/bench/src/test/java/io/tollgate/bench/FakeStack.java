package io.tollgate.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Simulator, gateway node and quota service in one server in this JVM, as far as the benchmark calls them. */
public final class FakeStack implements AutoCloseable {

    private static final String SIMULATOR_KEY = "simulator-secret";
    private static final String KEY = "tg-made-for-the-run";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> administered = new CopyOnWriteArrayList<>();
    private final Path backendKey;
    private final int port;

    /** A stack whose backend key stands in a file in {@code directory}. */
    public FakeStack(Path directory) throws IOException {
        backendKey = Files.writeString(directory.resolve("backend-key"), SIMULATOR_KEY + "\n");
        port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    /** Method and path of every call to a control API. */
    public List<String> administered() {
        return administered;
    }

    /** As `tollgate status --json` prints it. */
    public String status() {
        String url = "http://127.0.0.1:" + port;
        long pid = ProcessHandle.current().pid();
        var process = new JsonObject().put("name", "all").put("url", url).put("pid", pid);
        return new JsonObject()
                .put("nodes", new JsonArray().add(process))
                .put("simulators", new JsonArray().add(process))
                .put("quotaService", process)
                .put("usageConsumer", process)
                .put("keys", new JsonObject().put("admin", "admin-secret"))
                .encode();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        if (request.path().startsWith("/openai/")) {
            chat(request, body.toJsonObject());
            return;
        }
        administered.add(request.method() + " " + request.path());
        var made = new JsonObject().put("id", "k1").put("key", KEY);
        if (request.method().equals(HttpMethod.GET)) {
            made.put(
                    "items",
                    new JsonArray()
                            .add(new JsonObject()
                                    .put("id", "payg-1")
                                    .put("url", "http://127.0.0.1:" + port)
                                    .put("model", "gpt-4o")
                                    .put("credential", "file:" + backendKey)
                                    .put("deployedModel", "gpt-4o")));
        }
        request.response().end(made.encode());
    }

    private static void chat(HttpServerRequest request, JsonObject body) {
        boolean throughNode = request.path().contains("/deployments/bench/");
        if (!(throughNode ? KEY : SIMULATOR_KEY).equals(request.getHeader("api-key"))) {
            request.response().setStatusCode(401).end();
        } else if (body.getBoolean("stream")) {
            request.response().setChunked(true).write("data: {}\n\n");
            request.response().end("data: [DONE]\n\n");
        } else {
            request.response().end("{\"choices\":[]}");
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
