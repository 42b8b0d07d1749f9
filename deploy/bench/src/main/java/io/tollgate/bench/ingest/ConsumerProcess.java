package io.tollgate.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.stack.ClusterOptions;
import io.tollgate.stack.process.Ports;
import io.tollgate.stack.servers.KafkaServer;
import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.stack.service.ServiceProcess;
import io.tollgate.stack.service.ServiceSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The usage consumer as {@code tollgate up} starts it, on servers of the benchmark's own. */
final class ConsumerProcess implements AutoCloseable {

    static final String HEAP = "-Xmx256m";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "bench-admin-key";
    private static final List<String> FLAGS = List.of(
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    private final ServiceProcess process;
    private final HttpClient http = HttpClient.newHttpClient();

    private ConsumerProcess(ServiceProcess process) {
        this.process = process;
    }

    /** Starts it and returns at once. */
    static ConsumerProcess start(KafkaServer kafka, PostgresServer postgres, Path directory) throws IOException {
        int port = Ports.free();
        Files.createDirectories(directory);
        Map<String, String> environment = Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "TOLLGATE_ADMIN_KEY", KEY,
                "TOLLGATE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "TOLLGATE_POSTGRES_URL", postgres.url());
        return new ConsumerProcess(ServiceProcess.start(new ServiceSpec(
                "usage-consumer",
                ClusterOptions.rootOfThisBuild().resolve("usage-consumer/service/target/quarkus-app/quarkus-run.jar"),
                FLAGS,
                environment,
                directory,
                new ServiceSpec.Endpoint(port, "/q/health/ready", directory.resolve("usage-consumer.log")))));
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isRunning();
    }

    Path log() {
        return process.log();
    }

    /** The answer's body. @throws IOException when it is not a 200 */
    String get(String path) throws IOException, InterruptedException {
        return send(path, "GET");
    }

    /** The answer's body. @throws IOException when it is not a 200 */
    String post(String path) throws IOException, InterruptedException {
        return send(path, "POST");
    }

    /** Whether it is applying a change of rate cards. @throws IOException when it does not say */
    boolean isRerating() throws IOException, InterruptedException {
        return JSON.readTree(get("/usage/v1/status")).path("rerating").asBoolean();
    }

    private String send(String path, String method) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(process.url() + path))
                        .header("Authorization", "Bearer " + KEY)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    method + " " + path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
        process.stop();
    }
}
