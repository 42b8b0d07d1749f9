package io.tollgate.simulator.serving;

import io.tollgate.simulator.config.SimulatorConfig;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The HTTP server of one event loop; those of all loops share a port. */
public final class Server extends AbstractVerticle {
    private static final String CONTROL = "/simulator/";

    private final Core core;
    private final int port;
    private final BiConsumer<HttpServerRequest, String> control;
    private HttpServer server;
    private DataPlane data;

    /** Serves on {@code port}; {@code control} gets the requests for the control API with their paths. */
    public Server(Core core, int port, BiConsumer<HttpServerRequest, String> control) {
        this.core = core;
        this.port = port;
        this.control = control;
    }

    @Override
    public void start(Promise<Void> started) {
        SimulatorConfig.Bounds bounds = core.config().bounds();
        data = new DataPlane(core, vertx);
        server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(core.config().host())
                .setPort(port)
                .setMaxHeaderSize(bounds.maxHeaderBytes())
                .setMaxInitialLineLength(8192)
                .setIdleTimeout(bounds.idleSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true));
        server.requestHandler(this::handle).listen().<Void>mapEmpty().onComplete(started);
    }

    private void handle(HttpServerRequest request) {
        String path = request.path() == null ? "/" : request.path();
        String clean = path.contains("//") ? path.replaceAll("/{2,}", "/") : path;
        if (clean.startsWith(CONTROL)) {
            control.accept(request, clean);
        } else {
            data.handle(request, clean);
        }
    }

    /** Where it listens. */
    public int actualPort() {
        return server.actualPort();
    }
}
