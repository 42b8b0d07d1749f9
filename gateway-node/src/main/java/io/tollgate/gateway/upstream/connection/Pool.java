package io.tollgate.gateway.upstream.connection;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** One event loop's connections to one deployment. Confined to that loop. */
public final class Pool {

    private final HttpClient client;
    private final Footing footing;
    private final Optional<SocketAddress> server;
    private int callsInFlight;
    private boolean retired;

    /**
     * @param server where to connect, whatever name the request has; empty where a proxy decides
     */
    Pool(HttpClient client, Footing footing, Optional<SocketAddress> server) {
        this.client = client;
        this.footing = footing;
        this.server = server;
    }

    Footing footing() {
        return footing;
    }

    /** Asks for a connection, within the options' deadline. Between {@link #begin} and {@link #end}. */
    public Future<HttpClientRequest> request(RequestOptions options) {
        return client.request(server.isPresent() ? options.setServer(server.get()) : options);
    }

    /** A call begins; {@link #end} must follow, once, when its last byte is there or it has failed. */
    public void begin() {
        callsInFlight++;
    }

    /** A call has ended. */
    public void end() {
        callsInFlight--;
        closeWhenOver();
    }

    /** Nothing more will be called here: closes the connections when the last call has ended. */
    void retire() {
        retired = true;
        closeWhenOver();
    }

    private void closeWhenOver() {
        if (retired && callsInFlight == 0) {
            client.close();
        }
    }
}
