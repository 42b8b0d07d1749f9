package io.tollgate.scenarios.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Callers on one event loop. May be used from any other thread; several runs may be under way at once. */
public final class LoadClient implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 4_096;
    private static final int IDLE_SECONDS = 60;
    private static final Duration SLACK = Duration.ofSeconds(120);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();
    private final HttpClient http = vertx.createHttpClient(
            new HttpClientOptions()
                    .setIdleTimeout(IDLE_SECONDS)
                    .setConnectTimeout(5_000)
                    .setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setEventLoopSize(0));

    /** Sends what each source wants sent when it is due, however long the answers take. Completes with the last answer. */
    public CompletableFuture<Samples> openLoop(List<? extends Source> sources, Duration length) {
        return onLoop(length, () -> new OpenLoop(vertx, http, sources, length).run());
    }

    /** Lets each caller send its next request {@code pause} after the answer to the last. */
    public CompletableFuture<Samples> closedLoop(List<Supplier<Shot>> callers, Duration pause, Duration length) {
        return onLoop(length, () -> new ClosedLoop(vertx, http, pause, length).run(callers));
    }

    private CompletableFuture<Samples> onLoop(Duration length, Supplier<Future<Samples>> run) {
        Promise<Samples> ended = Promise.promise();
        context.runOnContext(any -> run.get().onComplete(ended));
        return ended.future()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(length.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        http.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
