package io.tollgate.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Resolves credential references: {@code env:NAME} from the environment, {@code file:/path} from a file, which is read
 * again after {@link #FILE_READ_AGAIN_MILLIS} so that a rotated key is picked up. Thread-safe. The secret is kept in
 * memory only.
 */
public final class BackendCredentials {

    static final long FILE_READ_AGAIN_MILLIS = 30_000;

    private final UnaryOperator<String> environment;
    private final LongSupplier monotonicMillis;
    private final ConcurrentHashMap<String, Loaded> files = new ConcurrentHashMap<>();

    public BackendCredentials(UnaryOperator<String> environment, LongSupplier monotonicMillis) {
        this.environment = environment;
        this.monotonicMillis = monotonicMillis;
    }

    private record Loaded(String secret, long atMillis) {
        @Override
        public String toString() {
            return "Loaded[hidden]";
        }
    }

    /** Fails when the reference leads nowhere; the message names the reference, never a secret. */
    Future<String> resolve(Vertx vertx, String reference) {
        if (reference.startsWith("env:")) {
            String secret = environment.apply(reference.substring(4));
            return secret == null || secret.isEmpty()
                    ? Future.failedFuture("credential " + reference + " is not set on this node")
                    : Future.succeededFuture(secret);
        }
        long now = monotonicMillis.getAsLong();
        Loaded known = files.get(reference);
        if (known != null && now - known.atMillis < FILE_READ_AGAIN_MILLIS) {
            return Future.succeededFuture(known.secret);
        }
        return vertx.fileSystem()
                .readFile(reference.substring("file:".length()))
                .map(content -> {
                    var loaded = new Loaded(content.toString().strip(), now);
                    files.put(reference, loaded);
                    return loaded.secret;
                });
    }
}
