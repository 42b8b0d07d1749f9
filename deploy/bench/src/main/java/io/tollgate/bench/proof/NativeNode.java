package io.tollgate.bench.proof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A gateway node from a binary, with the settings of a node that runs already but for its name and port. */
final class NativeNode implements AutoCloseable {

    static final String NAME = "node-native";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BETWEEN_PROBES_NANOS = 1_000_000;
    private static final int OK = 200;

    private final Process process;
    private final URI url;
    private final Duration startToReady;

    private NativeNode(Process process, URI url, Duration startToReady) {
        this.process = process;
        this.url = url;
        this.startToReady = startToReady;
    }

    /** Starts it and returns when its readiness check has answered 200. */
    static NativeNode start(Path binary, Map<String, String> environment, Path log, LongSupplier nanoClock)
            throws IOException {
        int port = freePort();
        var builder = new ProcessBuilder(List.of(
                        binary.toAbsolutePath().toString(),
                        "-Dquarkus.http.port=" + port,
                        "-Dtollgate.node-name=" + NAME))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long startNanos = nanoClock.getAsLong();
        Process process = builder.start();
        URI url = URI.create("http://127.0.0.1:" + port);
        try {
            awaitReady(process, url, startNanos + PATIENCE.toNanos(), nanoClock);
            return new NativeNode(process, url, Duration.ofNanos(nanoClock.getAsLong() - startNanos));
        } catch (IOException notReady) {
            process.destroyForcibly();
            throw notReady;
        }
    }

    URI url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    Duration startToReady() {
        return startToReady;
    }

    private static void awaitReady(Process process, URI url, long deadlineNanos, LongSupplier nanoClock)
            throws IOException {
        var client = HttpClient.newHttpClient();
        var probe = HttpRequest.newBuilder(url.resolve("/q/health/ready")).build();
        while (process.isAlive() && nanoClock.getAsLong() < deadlineNanos) {
            if (status(client, probe) == OK) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_PROBES_NANOS);
        }
        throw new IOException(
                process.isAlive() ? "the node did not become ready within 30 s" : "the node ended: see its log");
    }

    private static int status(HttpClient client, HttpRequest probe) {
        try {
            return client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
