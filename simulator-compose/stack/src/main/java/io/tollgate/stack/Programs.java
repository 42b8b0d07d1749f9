package io.tollgate.stack;

import io.tollgate.stack.backing.PostgresUrl;
import io.tollgate.stack.service.ServiceSpec;
import io.tollgate.stack.state.Secrets;
import io.tollgate.stack.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How each Tollgate process and each simulator is started. */
final class Programs {

    private static final String READY = "/q/health/ready";
    private static final String DRAIN_DELAY = "TOLLGATE_DRAIN_DELAY";
    private static final String ALLOWED_BACKENDS = "TOLLGATE_BACKENDS_ALLOWED";

    private static final String CREDENTIAL_PREFIX = "TOLLGATE_CREDENTIALS_ENV_PREFIX";
    private static final String DEMO_PREFIX = "TOLLGATE_DEMO_BACKEND_";

    /** Secrets that this process may have and nodes must not. */
    private static final List<String> NOT_FOR_NODES = List.of(
            "TOLLGATE_ADMIN_KEY", "TOLLGATE_POSTGRES_URL", "TOLLGATE_POSTGRES_USER", "TOLLGATE_POSTGRES_PASSWORD");

    /** The simulators listen on this machine's loopback address. */
    private static final String THIS_MACHINE = "127.0.0.0/8,::1";

    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    private final ClusterOptions options;
    private final StateDirectory state;
    private final Secrets secrets;

    Programs(ClusterOptions options, StateDirectory state, Secrets secrets) {
        this.options = options;
        this.state = state;
        this.secrets = secrets;
    }

    ServiceSpec simulator(SimulatedBackend backend, int port) {
        var config = state.data().resolve(backend.name() + ".json");
        try {
            Files.writeString(config, backend.deployments());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + config, e);
        }
        var environment = new HashMap<String, String>();
        options.environment().forEach((variable, value) -> {
            if (variable.startsWith("SIMULATOR_")) {
                environment.put(variable, value);
            }
        });
        environment.putAll(Map.of(
                "SIMULATOR_PORT", Integer.toString(port),
                "SIMULATOR_NAME", backend.name(),
                "SIMULATOR_API_KEY", secrets.backend(),
                "SIMULATOR_REGION", backend.region(),
                "SIMULATOR_CONFIG", config.toString()));
        return new ServiceSpec(
                backend.name(),
                options.root().resolve("simulator-compose/simulator/target/simulator.jar"),
                jvm("-Xmx384m"),
                environment,
                state.data(),
                endpoint(backend.name(), port, "/simulator/v1/deployments"));
    }

    ServiceSpec quotaService(int port, Servers servers) {
        var environment = new HashMap<String, String>();
        environment.put("TOLLGATE_REDIS_URL", servers.redis());
        putPostgres(environment, servers.postgres());
        return quarkus("quota-service", "quota-service/service", port, environment, "-Xmx256m");
    }

    ServiceSpec usageConsumer(int port, Servers servers, URI quotaService) {
        var environment = new HashMap<String, String>();
        environment.put("TOLLGATE_KAFKA_BOOTSTRAP_SERVERS", servers.kafka());
        environment.put("TOLLGATE_QUOTA_SERVICE_URL", quotaService.toString());
        putPostgres(environment, servers.postgres());
        return quarkus("usage-consumer", "usage-consumer/service", port, environment, "-Xmx256m");
    }

    ServiceSpec node(String name, int port, Servers servers) {
        var environment = new HashMap<String, String>();
        environment.put("TOLLGATE_NODE_NAME", name);
        environment.put("TOLLGATE_REDIS_URL", servers.redis());
        environment.put("TOLLGATE_KAFKA_BOOTSTRAP_SERVERS", servers.kafka());
        environment.put("TOLLGATE_DEMO_BACKEND_KEY", secrets.backend());
        NOT_FOR_NODES.forEach(variable -> environment.put(variable, ""));
        environment.put(
                "TOLLGATE_USAGE_LOG_DIR",
                state.data().resolve(name).resolve("usage-log").toString());
        // Nobody who could notice stands before these nodes.
        environment.put(DRAIN_DELAY, options.environment().getOrDefault(DRAIN_DELAY, "0s"));
        return quarkus(name, "gateway-node", port, environment, "-Xmx384m");
    }

    private ServiceSpec quarkus(String name, String module, int port, Map<String, String> own, String heap) {
        var environment = new HashMap<>(options.environment());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("TOLLGATE_ADMIN_KEY", secrets.admin());
        environment.computeIfPresent(CREDENTIAL_PREFIX, (variable, theirs) -> theirs + "," + DEMO_PREFIX);
        environment.merge(ALLOWED_BACKENDS, THIS_MACHINE, (theirs, ours) -> theirs + "," + ours);
        environment.putAll(own);
        environment.putAll(ofThisAlone(name));
        return new ServiceSpec(
                name,
                options.root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar"),
                jvm(heap),
                environment,
                state.data().resolve(name),
                endpoint(name, port, READY));
    }

    /** {@code NODE_2_TOLLGATE_USAGE_ENABLED} is {@code TOLLGATE_USAGE_ENABLED} for {@code node-2} and nobody else. */
    private Map<String, String> ofThisAlone(String name) {
        String prefix = name.toUpperCase(Locale.ROOT).replace('-', '_') + "_TOLLGATE_";
        Map<String, String> found = new HashMap<>();
        options.environment().forEach((variable, value) -> {
            if (variable.startsWith(prefix)) {
                found.put(variable.substring(prefix.length() - "TOLLGATE_".length()), value);
            }
        });
        return found;
    }

    private ServiceSpec.Endpoint endpoint(String name, int port, String readyPath) {
        return new ServiceSpec.Endpoint(port, readyPath, state.logs().resolve(name + ".log"));
    }

    private static List<String> jvm(String heap) {
        var flags = new ArrayList<>(JVM);
        flags.add(heap);
        return flags;
    }

    private static void putPostgres(Map<String, String> environment, String url) {
        var postgres = PostgresUrl.parse(url, Optional.empty(), Optional.empty());
        environment.put("TOLLGATE_POSTGRES_URL", postgres.jdbcUrl());
        environment.put("TOLLGATE_POSTGRES_USER", postgres.user());
        environment.put("TOLLGATE_POSTGRES_PASSWORD", postgres.password());
    }

    /** Where the servers are; the URLs may hold credentials. */
    record Servers(String redis, String kafka, String postgres) {
        @Override
        public String toString() {
            return "Servers";
        }
    }
}
