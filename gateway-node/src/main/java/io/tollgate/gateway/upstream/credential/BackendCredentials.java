package io.tollgate.gateway.upstream.credential;

import io.tollgate.catalog.rules.CredentialPolicy;
import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Resolves credential references: {@code env:NAME} from the environment; {@code file:/path} from a file, which is read
 * again after {@link #FILE_READ_AGAIN_MILLIS} so that a rotated key is picked up; {@code entra:…} as a token. Variables and files
 * that are not for backends are refused. To be used on event loops; thread-safe. Secrets are kept in memory only.
 */
public final class BackendCredentials {

    private static final Logger LOGGER = Logger.getLogger(BackendCredentials.class);

    static final long FILE_READ_AGAIN_MILLIS = 30_000;

    /** A file that was not asked for so long is forgotten. */
    private static final long FILE_KEPT_MILLIS = 20 * FILE_READ_AGAIN_MILLIS;

    private static final int MAX_TOLD = 100;

    private static final String ENTRA = "entra:";
    private static final String ENV = "env:";

    private final UnaryOperator<String> environment;
    private final CredentialPolicy policy;
    private final CredentialFiles sources;
    private final EntraTokens tokens;
    private final LongSupplier monotonicMillis;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Loaded> files = new ConcurrentHashMap<>();

    /**
     * @param policy which variables may be read
     */
    public BackendCredentials(
            UnaryOperator<String> environment,
            CredentialPolicy policy,
            CredentialFiles sources,
            EntraTokens tokens,
            LongSupplier monotonicMillis) {
        this.environment = environment;
        this.policy = policy;
        this.sources = sources;
        this.tokens = tokens;
        this.monotonicMillis = monotonicMillis;
    }

    private record Loaded(Secret secret, long atMillis) {}

    /** Fails when the reference leads nowhere; the message names the reference, never a secret. */
    public Future<Secret> resolve(String reference) {
        String fault = policy.fault(reference).orElse(null);
        if (fault != null) {
            tell(reference, fault);
            return Future.failedFuture("credential " + reference + " " + fault);
        }
        if (reference.startsWith(ENV)) {
            return ofEnvironment(reference);
        }
        return reference.startsWith(ENTRA) ? tokens.get(reference) : ofFile(reference);
    }

    /** Once for each reference, and for so many at most. */
    private void tell(String reference, String fault) {
        if (told.size() < MAX_TOLD && told.add(reference)) {
            LOGGER.warnf("credential %s is not used: it %s", reference, fault);
        }
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
        return sources.read(reference).map(content -> {
            var loaded = new Loaded(new Secret(content.toString().strip(), false), now);
            files.values().removeIf(file -> now - file.atMillis > FILE_KEPT_MILLIS);
            files.put(reference, loaded);
            return loaded.secret;
        });
    }
}
