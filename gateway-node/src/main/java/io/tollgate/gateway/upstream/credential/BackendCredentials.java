package io.tollgate.gateway.upstream.credential;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Resolves credential references: {@code env:NAME} from the environment; {@code file:/path} from a file, which is read
 * again after {@link #FILE_READ_AGAIN_MILLIS} so that a rotated key is picked up; {@code entra:…} as a token. To be used on
 * event loops; thread-safe. Secrets are kept in memory only.
 */
public final class BackendCredentials {

    static final long FILE_READ_AGAIN_MILLIS = 30_000;

    /** A file that was not asked for so long is forgotten. */
    private static final long FILE_KEPT_MILLIS = 20 * FILE_READ_AGAIN_MILLIS;

    private static final String ENTRA = "entra:";
    private static final String ENV = "env:";
    private static final String FILE = "file:";

    private final Vertx vertx;
    private final UnaryOperator<String> environment;
    private final EntraTokens tokens;
    private final LongSupplier monotonicMillis;
    private final ConcurrentHashMap<String, Loaded> files = new ConcurrentHashMap<>();

    public BackendCredentials(
            Vertx vertx, UnaryOperator<String> environment, EntraTokens tokens, LongSupplier monotonicMillis) {
        this.vertx = vertx;
        this.environment = environment;
        this.tokens = tokens;
        this.monotonicMillis = monotonicMillis;
    }

    private record Loaded(Secret secret, long atMillis) {}

    /** Fails when the reference leads nowhere; the message names the reference, never a secret. */
    public Future<Secret> resolve(String reference) {
        if (reference.startsWith(ENV)) {
            return ofEnvironment(reference);
        }
        return reference.startsWith(ENTRA) ? tokens.get(reference) : ofFile(reference);
    }

    private Future<Secret> ofEnvironment(String reference) {
        String secret = environment.apply(reference.substring(ENV.length()));
        return secret == null || secret.isEmpty()
                ? Future.failedFuture("credential " + reference + " is not set on this node")
                : Future.succeededFuture(new Secret(secret, false));
    }

    private Future<Secret> ofFile(String reference) {
        long now = monotonicMillis.getAsLong();
        Loaded known = files.get(reference);
        if (known != null && now - known.atMillis < FILE_READ_AGAIN_MILLIS) {
            return Future.succeededFuture(known.secret);
        }
        return vertx.fileSystem().readFile(reference.substring(FILE.length())).map(content -> {
            var loaded = new Loaded(new Secret(content.toString().strip(), false), now);
            files.values().removeIf(file -> now - file.atMillis > FILE_KEPT_MILLIS);
            files.put(reference, loaded);
            return loaded.secret;
        });
    }
}
