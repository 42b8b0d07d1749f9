package io.tollgate.gateway.upstream.credential;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Tokens of Microsoft Entra ID, one for each identity that the catalog names. To be used on event loops; thread-safe.
 */
public final class EntraTokens {

    private static final String MANAGED = "entra:managed-identity";
    private static final String WORKLOAD = "entra:workload-identity";

    private final Vertx vertx;
    private final EntraConfig config;
    private final Surroundings around;
    private final Predicate<String> isNamed;
    private final TokenIssuer issuer;
    private final ConcurrentHashMap<String, LiveToken> tokens = new ConcurrentHashMap<>();

    /**
     * @param isNamed whether a deployment of the catalog has this reference
     */
    public EntraTokens(Vertx vertx, EntraConfig config, Surroundings around, Predicate<String> isNamed) {
        this.vertx = vertx;
        this.config = config;
        this.around = around;
        this.isNamed = isNamed;
        this.issuer = new TokenIssuer(
                vertx.createHttpClient(new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE)), around.clock());
    }

    /** The token of an {@code entra:…} reference, at once when there is a valid one. */
    Future<Secret> get(String reference) {
        LiveToken token = tokens.get(reference);
        if (token == null) {
            tokens.keySet().removeIf(known -> !isNamed.test(known));
            token = tokens.computeIfAbsent(reference, this::live);
        }
        Token current = token.current();
        return current != null
                ? Future.succeededFuture(current.secret())
                : Future.fromCompletionStage(token.get(), vertx.getOrCreateContext())
                        .map(Token::secret);
    }

    private LiveToken live(String reference) {
        return new LiveToken(reference, source(reference), around, () -> isNamed.test(reference));
    }

    private TokenSource source(String reference) {
        if (reference.equals(WORKLOAD)) {
            return new WorkloadIdentity(issuer, config, vertx.fileSystem());
        }
        Optional<String> clientId =
                reference.equals(MANAGED) ? Optional.empty() : Optional.of(reference.substring(MANAGED.length() + 1));
        return new ManagedIdentity(issuer, config, clientId);
    }
}
