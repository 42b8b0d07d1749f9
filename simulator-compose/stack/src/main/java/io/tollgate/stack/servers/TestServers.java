package io.tollgate.stack.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One server of each kind per JVM, for tests: started on first use, stopped when the JVM ends, with data that is then
 * removed. A test that kills or freezes a server starts one of its own in {@link #directory}. Thread-safe.
 */
public final class TestServers {

    private static final Object LOCK = new Object();
    private static final List<Server> RUNNING = new ArrayList<>();
    private static Path run;
    private static RedisServer redis;
    private static KafkaServer kafka;
    private static PostgresServer postgres;

    private TestServers() {}

    /** The shared Redis. Tests keep apart by key prefix or flush it. */
    public static RedisServer redis() {
        synchronized (LOCK) {
            if (redis == null) {
                redis = register(RedisServer::start, "redis");
            }
            return redis;
        }
    }

    /** The shared Kafka. Tests keep apart by topic and group name. */
    public static KafkaServer kafka() {
        synchronized (LOCK) {
            if (kafka == null) {
                kafka = register(KafkaServer::start, "kafka");
            }
            return kafka;
        }
    }

    /** The shared PostgreSQL. Tests keep apart by schema or database; its user may create both. */
    public static PostgresServer postgres() {
        synchronized (LOCK) {
            if (postgres == null) {
                postgres = register(PostgresServer::start, "postgres");
            }
            return postgres;
        }
    }

    /** A new directory for a server of a test's own; removed when the JVM ends. */
    public static Path directory(String name) {
        synchronized (LOCK) {
            try {
                return reachable(run(), name + "-");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a directory for " + name, e);
            }
        }
    }

    /** A new directory through which PostgreSQL's user gets. */
    private static Path reachable(Path parent, String prefix) throws IOException {
        var directory = Files.createTempDirectory(parent, prefix);
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static <T extends Server> T register(Function<Path, T> start, String name) {
        var server = start.apply(run().resolve(name));
        RUNNING.add(server);
        return server;
    }

    private static Path run() {
        if (run == null) {
            try {
                var runs = ServerBinaries.located().directory().resolve("runs");
                Files.createDirectories(runs);
                removeLeftovers(runs);
                // Of this class loader alone: tests of one JVM may be loaded by several.
                var ofThisJvm =
                        runs.resolve(Long.toString(ProcessHandle.current().pid()));
                run = reachable(Files.createDirectories(ofThisJvm), "");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a directory for test servers", e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(TestServers::end, "test-servers-end"));
        }
        return run;
    }

    /** A JVM that was killed could not remove its directory. */
    private static void removeLeftovers(Path runs) throws IOException {
        try (Stream<Path> earlier = Files.list(runs)) {
            for (Path path : earlier.toList()) {
                if (!ProcessHandle.of(Long.parseLong(path.getFileName().toString()))
                        .isPresent()) {
                    Reach.delete(path);
                }
            }
        }
    }

    private static void end() {
        RUNNING.parallelStream().forEach(Server::kill);
        try {
            Reach.delete(run);
            Files.delete(run.getParent());
        } catch (IOException e) {
            // Another class loader's are there still, or the next run removes what is left.
            return;
        }
    }
}
