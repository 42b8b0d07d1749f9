package io.tollgate.simulator.serving;

import io.tollgate.simulator.config.SimulatorConfig;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The HTTP server of one event loop; those of all loops share a port. Safe for many threads. */
public final class Server extends AbstractVerticle {
    private static final String CONTROL = "/simulator/";
    private static final long NO_TIMER = -1;

    private final Core core;
    private final int port;
    private final BiConsumer<HttpServerRequest, String> control;
    private volatile int actualPort;
    private HttpServer server;
    private DataPlane data;
    private long untilAccepting = NO_TIMER;

    /** Serves on {@code port}; {@code control} gets the requests for the control API with their paths. */
    public Server(Core core, int port, BiConsumer<HttpServerRequest, String> control) {
        this.core = core;
        this.port = port;
        this.control = control;
    }

    @Override
    public void start(Promise<Void> started) {
        data = new DataPlane(core, vertx);
        listen(port).onSuccess(listening -> actualPort = server.actualPort()).onComplete(started);
    }

    private Future<Void> listen(int on) {
        SimulatorConfig.Bounds bounds = core.config().bounds();
        server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(core.config().host())
                .setPort(on)
                .setMaxHeaderSize(bounds.maxHeaderBytes())
                .setMaxInitialLineLength(8192)
                .setIdleTimeout(bounds.idleSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true));
        return server.requestHandler(this::handle).listen().mapEmpty();
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

    /**
     * Closes the port and all connections, so that connecting is refused, until {@link #accept}. Succeeds when it is
     * closed.
     */
    public Future<Void> refuse() {
        return onLoop(() -> {
            forgetTimer();
            return close();
        });
    }

    /** Refuses for this long, then accepts. A later call counts instead of an earlier one. */
    public void refuseFor(long millis) {
        onLoop(() -> {
            forgetTimer();
            untilAccepting = vertx.setTimer(millis, over -> open());
            return close();
        });
    }

    /** Listens on the same port again if it does not. Succeeds when it does. */
    public Future<Void> accept() {
        return onLoop(() -> {
            forgetTimer();
            return open();
        });
    }

    private Future<Void> onLoop(Supplier<Future<Void>> action) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> action.get().onComplete(done));
        return done.future();
    }

    private void forgetTimer() {
        if (untilAccepting != NO_TIMER) {
            vertx.cancelTimer(untilAccepting);
            untilAccepting = NO_TIMER;
        }
    }

    private Future<Void> close() {
        HttpServer closing = server;
        server = null;
        return closing == null ? Future.succeededFuture() : closing.close();
    }

    private Future<Void> open() {
        return server == null ? listen(actualPort) : Future.succeededFuture();
    }

    /** Where it listens. */
    public int actualPort() {
        return actualPort;
    }
}
