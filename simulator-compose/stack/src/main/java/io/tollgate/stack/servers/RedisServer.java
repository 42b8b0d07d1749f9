package io.tollgate.stack.servers;

import io.tollgate.stack.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Redis. What it has acknowledged survives {@code kill -9}. */
public final class RedisServer extends Server {

    private static final int PROBE_MILLIS = 1_000;
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PONG = "+PONG";

    private final List<String> arguments;

    private RedisServer(Path directory, List<String> arguments) {
        super("redis", directory);
        this.arguments = arguments;
    }

    /** Starts on a free port. */
    public static RedisServer start(Path directory) {
        return start(directory, 0);
    }

    /**
     * Starts on {@code port}.
     *
     * @param port 0 for a free one
     * @param arguments for {@code redis-server}, for example {@code "--cluster-enabled", "yes"}
     */
    public static RedisServer start(Path directory, int port, String... arguments) {
        var server = new RedisServer(directory, List.of(arguments));
        server.startOn(port);
        return server;
    }

    /** Starts on a free port as a copy of {@code master}, which it follows; returns before it has caught up. */
    public static RedisServer startReplica(Path directory, RedisServer master) {
        return start(directory, 0, "--replicaof", "127.0.0.1", Integer.toString(master.port()));
    }

    /** {@code redis://127.0.0.1:port}. */
    public String url() {
        return "redis://127.0.0.1:" + port();
    }

    /**
     * Removes what was stored, so that the next start begins with nothing.
     *
     * @throws IllegalStateException while it is running
     */
    public void forget() {
        if (isRunning()) {
            throw new IllegalStateException("Redis is running and would go on with what it has in memory");
        }
        try {
            Reach.delete(directory().resolve("appendonlydir"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove what Redis has stored", e);
        }
    }

    @Override
    List<String> command() {
        var command = new ArrayList<>(List.of(
                ServerBinaries.located().redis().toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port()),
                "--dir",
                directory().toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec"));
        command.addAll(arguments);
        return command;
    }

    @Override
    boolean answers() {
        return answers(port());
    }

    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write(PING);
            return new String(socket.getInputStream().readNBytes(PONG.length()), StandardCharsets.US_ASCII)
                    .equals(PONG);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    Signal stopSignal() {
        return Signal.TERM;
    }
}
