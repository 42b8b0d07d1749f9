package io.tollgate.gateway.upstream.connection;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.rules.CredentialPolicy;
import io.tollgate.gateway.upstream.UpstreamConfig;
import io.tollgate.gateway.upstream.credential.CredentialFiles;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The pools of one event loop, with names, addresses and a catalog as the test says. */
final class PoolsWorld implements AutoCloseable {

    static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
    private static final long PATIENCE_SECONDS = 30;

    final Vertx vertx = Vertx.vertx();
    final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
    final Set<InetAddress> refused = ConcurrentHashMap.newKeySet();
    final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Context loop = vertx.getOrCreateContext();
    private final ConnectionPools pools = new ConnectionPools(
            vertx,
            new UpstreamConfig(64, 4, 64, 60),
            this::resolve,
            (host, address) -> !refused.contains(address),
            new CredentialFiles(vertx, CredentialPolicy.parse(Optional.empty(), Optional.of("/"))),
            id -> !gone.contains(id));

    /** What a call got. */
    record Got(int status, String body) {}

    /** A server on every address of this machine. */
    HttpServer serve(HttpServerOptions options, Function<HttpServerRequest, Future<String>> answer) {
        return join(vertx.createHttpServer(options)
                .requestHandler(request -> answer.apply(request)
                        .onSuccess(text -> request.response().end(text)))
                .listen(0, "0.0.0.0"));
    }

    static URI url(String scheme, String host, HttpServer server) {
        return URI.create(scheme + "://" + host + ":" + server.actualPort());
    }

    /** Calls, to the answer's last byte. */
    CompletableFuture<Got> call(Deployment deployment) {
        var got = new CompletableFuture<Got>();
        loop.runOnContext(now -> pools.of(deployment, 5_000)
                .compose(pool -> {
                    pool.begin();
                    return call(deployment, pool).onComplete(ended -> pool.end());
                })
                .onSuccess(got::complete)
                .onFailure(got::completeExceptionally));
        return got.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static Future<Got> call(Deployment deployment, Pool pool) {
        var options = new RequestOptions()
                .setHost(deployment.url().getHost())
                .setPort(Port.of(deployment.url()))
                .setSsl("https".equals(deployment.url().getScheme()))
                .setConnectTimeout(10_000)
                .setURI("/hello");
        return pool.request(options).compose(request -> request.send()).compose(response -> response.body()
                .map(body -> new Got(response.statusCode(), body.toString())));
    }

    /** The pools are inspected, as far as that needs no waiting. */
    void inspect() {
        pools.inspect();
        var inspected = new CompletableFuture<Void>();
        loop.runOnContext(now -> inspected.complete(null));
        inspected.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private Future<List<InetAddress>> resolve(String host) {
        List<InetAddress> addresses = names.get(host);
        return addresses == null ? Future.failedFuture(host + " is not known") : Future.succeededFuture(addresses);
    }

    static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        join(vertx.close());
    }
}
