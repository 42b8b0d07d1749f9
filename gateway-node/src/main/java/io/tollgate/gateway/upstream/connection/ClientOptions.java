package io.tollgate.gateway.upstream.connection;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.gateway.upstream.UpstreamConfig;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;

/** Translates a deployment's connection for the HTTP client. */
final class ClientOptions {

    /** Of a connection itself; each call says how long it waits for one. */
    private static final int MOST_CONNECT_MILLIS = 60_000;

    private ClientOptions() {}

    static HttpClientOptions of(Deployment deployment, Footing footing, UpstreamConfig config) {
        Connection connection = deployment.handling().connection();
        int most = connection.mostConnections();
        var options = new HttpClientOptions()
                .setMaxPoolSize(most > 0 ? most : config.maxConnectionsPerLoop())
                .setHttp2MaxPoolSize(most > 0 ? most : config.maxHttp2ConnectionsPerLoop())
                .setMaxWaitQueueSize(config.maxWaitingPerLoop())
                .setConnectTimeout(MOST_CONNECT_MILLIS)
                .setKeepAliveTimeout(config.keepAliveSeconds())
                .setHttp2KeepAliveTimeout(config.keepAliveSeconds())
                .setPipelining(false)
                .setDecompressionSupported(true)
                .setTcpNoDelay(true)
                .setTracingPolicy(TracingPolicy.IGNORE);
        if (connection.http2()) {
            boolean tls = "https".equals(deployment.url().getScheme());
            options.setProtocolVersion(HttpVersion.HTTP_2).setUseAlpn(tls).setHttp2ClearTextUpgrade(false);
        }
        footing.files().trust().ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(pem)));
        footing.files()
                .chain()
                .ifPresent(chain -> options.setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(chain)
                        .addKeyValue(footing.files().key().orElseThrow())));
        connection.proxy().ifPresent(proxy -> options.setProxyOptions(proxy(proxy, footing)));
        return options;
    }

    private static ProxyOptions proxy(URI proxy, Footing footing) {
        return new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(footing.address().getHostAddress())
                .setPort(proxy.getPort());
    }
}
