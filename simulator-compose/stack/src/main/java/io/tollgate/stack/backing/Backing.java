package io.tollgate.stack.backing;

import io.tollgate.stack.process.ProcessIdentity;
import io.tollgate.stack.servers.KafkaServer;
import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.servers.Server;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One server that the cluster works with.
 *
 * @param url what clients connect to; may hold credentials, so it is not shown
 * @param server the server when it was started here
 * @param <T> its type
 */
public record Backing<T extends Server>(String url, Optional<T> server) {

    /** Redis of the environment, or a new one on {@code port}. */
    public static Backing<RedisServer> redis(Map<String, String> environment, Path data, int port) {
        return external(environment, "TOLLGATE_REDIS_URL")
                .<Backing<RedisServer>>map(Backing::external)
                .orElseGet(() -> {
                    var redis = RedisServer.start(data.resolve("redis"), port);
                    return new Backing<>(redis.url(), Optional.of(redis));
                });
    }

    /** Kafka of the environment, or a new one on {@code port}. */
    public static Backing<KafkaServer> kafka(Map<String, String> environment, Path data, int port) {
        return external(environment, "TOLLGATE_KAFKA_BOOTSTRAP_SERVERS")
                .<Backing<KafkaServer>>map(Backing::external)
                .orElseGet(() -> {
                    var kafka = KafkaServer.start(data.resolve("kafka"), port);
                    return new Backing<>(kafka.bootstrapServers(), Optional.of(kafka));
                });
    }

    /** PostgreSQL of the environment, or a new one on {@code port}. */
    public static Backing<PostgresServer> postgres(Map<String, String> environment, Path data, int port) {
        return external(environment, "TOLLGATE_POSTGRES_URL")
                .map(url -> PostgresUrl.parse(
                        url,
                        external(environment, "TOLLGATE_POSTGRES_USER"),
                        external(environment, "TOLLGATE_POSTGRES_PASSWORD")))
                .<Backing<PostgresServer>>map(url -> external(url.withCredentials()))
                .orElseGet(() -> {
                    var postgres = PostgresServer.start(data.resolve("postgres"), port);
                    return new Backing<>(postgres.url(), Optional.of(postgres));
                });
    }

    /** The process id; empty for a server that was not started here. */
    public Optional<Long> pid() {
        return server.map(Server::pid);
    }

    /** The process's identity; empty for a server that was not started here. */
    public Optional<ProcessIdentity> identity() {
        return server.flatMap(Server::identity);
    }

    /** Stops what was started here. */
    public void stop() {
        server.ifPresent(Server::stop);
    }

    private static <T extends Server> Backing<T> external(String url) {
        return new Backing<>(url, Optional.empty());
    }

    private static Optional<String> external(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Says where it came from only. */
    @Override
    public String toString() {
        return server.map(started -> "127.0.0.1:" + started.port() + ", pid " + started.pid())
                .orElse("as the environment says");
    }
}
