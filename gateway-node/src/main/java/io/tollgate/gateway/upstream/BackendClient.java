package io.tollgate.gateway.upstream;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.upstream.connection.ConnectionPools;
import io.tollgate.gateway.upstream.connection.Pool;
import io.tollgate.gateway.upstream.connection.Port;
import io.tollgate.gateway.upstream.credential.BackendCredentials;
import io.tollgate.gateway.upstream.credential.Secret;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Calls deployments. To be used on event loops; thread-safe. */
public final class BackendClient {

    private static final Logger LOGGER = Logger.getLogger(BackendClient.class);

    private final ConnectionPools pools;
    private final BackendCredentials credentials;
    private final InstantSource clock;
    private final UsageRefusals usageRefusals;

    public BackendClient(ConnectionPools pools, BackendCredentials credentials, InstantSource clock) {
        this.pools = pools;
        this.credentials = credentials;
        this.clock = clock;
        this.usageRefusals = new UsageRefusals(clock);
    }

    /** Whether a stream of the deployment is to be asked for its usage, as far as is known. */
    public boolean mayAskForUsage(Deployment deployment) {
        return usageRefusals.mayAsk(deployment);
    }

    /** The deployment has refused a stream for being asked for its usage. */
    public void usageRefused(Deployment deployment) {
        LOGGER.infof(
                "deployment=%s does not know stream_options; the usage of its streams is counted", deployment.id());
        usageRefusals.add(deployment);
    }

    /**
     * Sends one call. The future never fails. It completes with the answer's head, or when there is no connection in time;
     * how long the head may take is for the caller of this method to say, who gives the call up when it is too late.
     *
     * @param started given what gives the call up, as soon as there is one
     */
    public Future<BackendAnswer> call(BackendCall call, Consumer<Runnable> started) {
        return call(call, options(call, HttpMethod.POST, path(call)), started);
    }

    /** The same for what a backend remembers. */
    public Future<BackendAnswer> call(ResourceCall call, Consumer<Runnable> started) {
        Deployment deployment = call.deployment();
        String path = base(deployment) + "/" + call.path() + query(deployment, call.query());
        var plain = new BackendCall(
                deployment, Operation.RESPONSES, call.callerHeaders(), call.body(), call.connectMillis());
        return call(plain, options(plain, HttpMethod.valueOf(call.method()), path), started);
    }

    private Future<BackendAnswer> call(BackendCall call, RequestOptions options, Consumer<Runnable> started) {
        Deployment deployment = call.deployment();
        return secret(deployment, call.connectMillis())
                .compose(secret -> pools.of(deployment, call.connectMillis())
                        .compose(pool -> send(pool, call, options, secret, started)))
                .recover(failure -> Future.succeededFuture(failed(deployment, failure)));
    }

    /** A token may have to be issued first, which is waited for no longer than for a connection. */
    private Future<Secret> secret(Deployment deployment, long mostMillis) {
        Future<Secret> secret = credentials.resolve(deployment.credential());
        return secret.isComplete() ? secret : secret.timeout(mostMillis, TimeUnit.MILLISECONDS);
    }

    private Future<BackendAnswer> send(
            Pool pool, BackendCall call, RequestOptions options, Secret secret, Consumer<Runnable> started) {
        pool.begin();
        return Future.succeededFuture()
                .compose(now -> pool.request(options))
                .compose(request -> {
                    // Whatever goes wrong is told by the futures.
                    request.exceptionHandler(failure -> {});
                    started.accept(request::reset);
                    return send(request, call, secret).onFailure(failure -> request.reset());
                })
                .onFailure(failure -> pool.end())
                .map(response -> {
                    response.pause();
                    response.end().onComplete(ended -> pool.end());
                    return new BackendAnswer(classify(response), response);
                });
    }

    /** What cannot be written is our fault; the connection that was taken for it must go back then. */
    private static Future<HttpClientResponse> send(HttpClientRequest request, BackendCall call, Secret secret) {
        try {
            HeaderPolicy.toBackend(call.callerHeaders(), request.headers());
            // What comes encoded all the same is decoded by the connection.
            request.putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
            authorize(request, call.deployment().api(), secret);
            return request.send(call.body());
        } catch (RuntimeException fault) {
            return Future.failedFuture(new UnsendableException(fault));
        }
    }

    private static RequestOptions options(BackendCall call, HttpMethod method, String path) {
        URI url = call.deployment().url();
        return new RequestOptions()
                .setMethod(method)
                .setHost(url.getHost())
                .setPort(Port.of(url))
                .setSsl("https".equals(url.getScheme()))
                .setConnectTimeout(call.connectMillis())
                .setURI(path);
    }

    private static String path(BackendCall call) {
        Deployment deployment = call.deployment();
        boolean inPath =
                deployment.api() == BackendApi.AZURE_CLASSIC && call.operation().namesDeploymentInPath();
        return base(deployment)
                + (inPath ? "/deployments/" + deployment.deployedModel() : "")
                + "/" + call.operation().path()
                + query(deployment, "");
    }

    /** Where the paths of the deployment's API begin. */
    private static String base(Deployment deployment) {
        String prefix = Objects.requireNonNullElse(deployment.url().getRawPath(), "");
        String base = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return switch (deployment.api()) {
            case AZURE_CLASSIC -> base + "/openai";
            case AZURE_V1 -> base + "/openai/v1";
            case OPENAI -> base + "/v1";
        };
    }

    private static String query(Deployment deployment, String more) {
        String version = deployment.api() == BackendApi.OPENAI
                ? ""
                : deployment.apiVersion().map(value -> "api-version=" + value).orElse("");
        String both = version.isEmpty() || more.isEmpty() ? version + more : version + "&" + more;
        return both.isEmpty() ? "" : "?" + both;
    }

    private static void authorize(HttpClientRequest request, BackendApi api, Secret secret) {
        if (secret.isToken() || api == BackendApi.OPENAI) {
            request.putHeader("authorization", "Bearer " + secret.value());
        } else {
            request.putHeader("api-key", secret.value());
        }
    }

    private UpstreamOutcome classify(HttpClientResponse response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new UpstreamOutcome.Accepted(status);
        }
        return switch (status) {
            case 429 -> new UpstreamOutcome.Throttled(status, RetryAfter.millis(response.headers(), clock));
            case 401, 402, 403, 404, 405, 408 -> new UpstreamOutcome.ServerError(status);
            default ->
                status >= 400 && status < 500
                        ? new UpstreamOutcome.Rejected(status)
                        : new UpstreamOutcome.ServerError(status);
        };
    }

    private static BackendAnswer failed(Deployment deployment, Throwable failure) {
        if (!(failure instanceof StreamResetException)) {
            LOGGER.debugf("deployment=%s call failed: %s", deployment.id(), failure.toString());
        }
        return new BackendAnswer(outcome(failure), null);
    }

    private static UpstreamOutcome outcome(Throwable failure) {
        if (failure instanceof UnsendableException || failure instanceof IllegalArgumentException) {
            return new UpstreamOutcome.Unsendable();
        }
        return failure instanceof TimeoutException
                        || failure instanceof StreamResetException reset && reset.getCause() instanceof TimeoutException
                ? new UpstreamOutcome.TimedOut()
                : new UpstreamOutcome.ConnectFailed();
    }

    /** The call cannot be put together. */
    private static final class UnsendableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsendableException(RuntimeException fault) {
            super(fault);
        }
    }
}
