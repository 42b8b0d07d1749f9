package io.tollgate.stack.servers;

import io.tollgate.stack.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Redis Sentinel that watches one master and decides alone: it takes a replica within about a second of a loss. */
public final class SentinelServer extends Server {

    /** The name by which the Sentinel knows its master. */
    public static final String MASTER = "tollgate";

    private static final int DOWN_AFTER_MILLIS = 500;
    private static final int FAILOVER_TIMEOUT_MILLIS = 3_000;

    private final int masterPort;

    private SentinelServer(Path directory, int masterPort) {
        super("sentinel", directory);
        this.masterPort = masterPort;
    }

    /** Starts on a free port. */
    public static SentinelServer start(Path directory, RedisServer master) {
        var server = new SentinelServer(directory, master.port());
        server.startOn(0);
        return server;
    }

    /** {@code redis-sentinel://127.0.0.1:port/name}. */
    public String url() {
        return "redis-sentinel://127.0.0.1:" + port() + "/" + MASTER;
    }

    @Override
    List<String> command() {
        Path configuration = directory().resolve("sentinel.conf");
        try {
            // Sentinel keeps its state in this file.
            Files.writeString(configuration, """
                    bind 127.0.0.1
                    port %d
                    dir %s
                    sentinel monitor %s 127.0.0.1 %d 1
                    sentinel down-after-milliseconds %s %d
                    sentinel failover-timeout %s %d
                    """.formatted(
                            port(),
                            directory(),
                            MASTER,
                            masterPort,
                            MASTER,
                            DOWN_AFTER_MILLIS,
                            MASTER,
                            FAILOVER_TIMEOUT_MILLIS));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + configuration, e);
        }
        return List.of(ServerBinaries.located().redis().toString(), configuration.toString(), "--sentinel");
    }

    @Override
    boolean answers() {
        return RedisServer.answers(port());
    }

    @Override
    Signal stopSignal() {
        return Signal.TERM;
    }
}
