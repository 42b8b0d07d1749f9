package io.tollgate.gateway.upstream;

import io.netty.util.concurrent.FastThreadLocal;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Calls deployments. To be used on event loops; thread-safe. */
public final class BackendClient {

    private static final Logger LOGGER = Logger.getLogger(BackendClient.class);

    /** Of a connection itself; each call says how long it waits for one. */
    private static final int MOST_CONNECT_MILLIS = 60_000;

    private final Vertx vertx;
    private final UpstreamConfig config;
    private final BackendCredentials credentials;
    private final InstantSource clock;
    private final FastThreadLocal<HttpClient> clients = new FastThreadLocal<>() {
        @Override
        protected HttpClient initialValue() {
            return newClient();
        }
    };

    public BackendClient(Vertx vertx, UpstreamConfig config, BackendCredentials credentials, InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * Sends one call. The future never fails. It completes with the answer's head, or when there is no connection in time;
     * how long the head may take is for the caller of this method to say, who gives the call up when it is too late.
     *
     * @param started given what gives the call up, as soon as there is one
     */
    public Future<BackendAnswer> call(BackendCall call, Consumer<Runnable> started) {
        return credentials
                .resolve(vertx, call.deployment().credential())
                .compose(secret -> clients.get().request(options(call)).compose(request -> {
                    started.accept(request::reset);
                    HeaderPolicy.toBackend(call.callerHeaders(), request.headers());
                    authorize(request, call.deployment().api(), secret);
                    return request.send(call.body());
                }))
                .map(response -> {
                    response.pause();
                    return new BackendAnswer(classify(response), response);
                })
                .recover(failure -> Future.succeededFuture(failed(call.deployment(), failure)));
    }

    private RequestOptions options(BackendCall call) {
        Deployment deployment = call.deployment();
        URI url = deployment.url();
        boolean tls = "https".equals(url.getScheme());
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(url.getPort() > 0 ? url.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setConnectTimeout(call.connectMillis())
                .setURI(path(deployment, url, call.operation().path()));
    }

    private static String path(Deployment deployment, URI url, String operation) {
        String prefix = url.getRawPath() == null ? "" : url.getRawPath();
        String base = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        String version =
                deployment.apiVersion().map(value -> "?api-version=" + value).orElse("");
        return switch (deployment.api()) {
            case AZURE_CLASSIC ->
                base + "/openai/deployments/" + deployment.deployedModel() + "/" + operation + version;
            case AZURE_V1 -> base + "/openai/v1/" + operation + version;
            case OPENAI -> base + "/v1/" + operation;
        };
    }

    private static void authorize(HttpClientRequest request, BackendApi api, String secret) {
        if (api == BackendApi.OPENAI) {
            request.putHeader("authorization", "Bearer " + secret);
        } else {
            request.putHeader("api-key", secret);
        }
    }

    private UpstreamOutcome classify(HttpClientResponse response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new UpstreamOutcome.Accepted(status);
        }
        return switch (status) {
            case 429 -> new UpstreamOutcome.Throttled(status, RetryAfter.millis(response.headers(), clock));
            case 401, 403, 404, 405, 408 -> new UpstreamOutcome.ServerError(status);
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
        UpstreamOutcome outcome = failure instanceof TimeoutException
                        || failure instanceof StreamResetException reset && reset.getCause() instanceof TimeoutException
                ? new UpstreamOutcome.TimedOut()
                : new UpstreamOutcome.ConnectFailed();
        return new BackendAnswer(outcome, null);
    }

    private HttpClient newClient() {
        return vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(config.maxConnectionsPerLoop())
                .setMaxWaitQueueSize(config.maxWaitingPerLoop())
                .setConnectTimeout(MOST_CONNECT_MILLIS)
                .setKeepAliveTimeout(config.keepAliveSeconds())
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true)
                .setTracingPolicy(TracingPolicy.IGNORE));
    }
}
