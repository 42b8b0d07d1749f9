package io.tollgate.simulator;

import io.tollgate.simulator.config.SimulatorConfig;
import io.tollgate.simulator.control.ControlApi;
import io.tollgate.simulator.deployment.Deployments;
import io.tollgate.simulator.journal.Journal;
import io.tollgate.simulator.serving.Core;
import io.tollgate.simulator.serving.Server;
import io.tollgate.simulator.stored.Memory;
import io.tollgate.simulator.tokens.Lorem;
import io.tollgate.simulator.tokens.TokenCounter;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A running simulator. Starting and closing block and are for the main thread or a test, not for an event loop. */
public final class Simulator implements AutoCloseable {
    private static final long START_SECONDS = 30;
    private static final int ANY_PORT_FOR_ALL_LOOPS = -1;

    private final Vertx vertx;
    private final SimulatorConfig config;
    private final Queue<Server> servers;

    private Simulator(Vertx vertx, SimulatorConfig config, Queue<Server> servers) {
        this.vertx = vertx;
        this.config = config;
        this.servers = servers;
    }

    /** Starts one on the machine's clock; returns when it serves. */
    public static Simulator start(SimulatorConfig config) {
        return start(config, SystemClock.epochMicros());
    }

    /** Starts one on this clock, in microseconds since the epoch. Latency is waited for in real time. */
    public static Simulator start(SimulatorConfig config, LongSupplier nowMicros) {
        warmUp(config);
        Core core = new Core(
                config,
                new Deployments(config.deployments(), nowMicros.getAsLong()),
                new Journal(config.bounds().requestLogSize()),
                new Memory(),
                nowMicros);
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(config.bounds().eventLoops())
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1));
        try {
            return new Simulator(vertx, config, deploy(vertx, core));
        } catch (RuntimeException e) {
            await(vertx.close());
            throw e;
        }
    }

    private static void warmUp(SimulatorConfig config) {
        Lorem.text();
        config.deployments().forEach(each -> TokenCounter.forModel(each.model()).count("ready"));
    }

    private static Queue<Server> deploy(Vertx vertx, Core core) {
        int port = core.config().port() == 0
                ? ANY_PORT_FOR_ALL_LOOPS
                : core.config().port();
        Queue<Server> servers = new ConcurrentLinkedQueue<>();
        ControlApi control = new ControlApi(core, millis -> servers.forEach(each -> each.refuseFor(millis)));
        Supplier<Verticle> each = () -> {
            Server server = new Server(core, port, control::handle);
            servers.add(server);
            return server;
        };
        int loops = core.config().bounds().eventLoops();
        await(vertx.deployVerticle(each, new DeploymentOptions().setInstances(loops)));
        return servers;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The simulator did not start or stop: " + e.getCause(), e.getCause());
        }
    }

    /** Where it listens. */
    public int port() {
        return servers.element().actualPort();
    }

    /** Its base URL, without a slash at the end. */
    public String url() {
        String host = config.host();
        String reachable = host.equals("0.0.0.0") ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return "http://" + reachable + ":" + port();
    }

    /** Closes the port and all connections, so that connecting is refused, until {@link #acceptConnections}. */
    public void refuseConnections() {
        await(Future.all(servers.stream().map(Server::refuse).toList()));
    }

    /** Serves again, on the same port. */
    public void acceptConnections() {
        await(Future.all(servers.stream().map(Server::accept).toList()));
    }

    /** Stops serving and cuts what is in flight. */
    @Override
    public void close() {
        await(vertx.close());
    }
}
