package io.tollgate.simulator.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything a simulator is started with. Made by {@link #defaults} and the {@code with…} methods, or by
 * {@link ConfigReader} from the environment.
 *
 * @param name shown in the log and by the control API
 * @param host address to bind
 * @param port 0 is any free port
 * @param apiKey the credential that data paths require; never shown
 * @param region value of {@code x-ms-region}
 * @param bounds what a caller may cost
 * @param deployments at least one, of different names
 */
public record SimulatorConfig(
        String name,
        String host,
        int port,
        String apiKey,
        String region,
        Bounds bounds,
        List<DeploymentConfig> deployments) {

    /**
     * What a caller may cost.
     *
     * @param eventLoops threads that serve
     * @param maxBodyBytes largest request body; more is 413
     * @param maxHeaderBytes largest request head
     * @param idleSeconds a connection that is silent this long is closed
     * @param requestLogSize how many requests the log keeps
     */
    public record Bounds(int eventLoops, int maxBodyBytes, int maxHeaderBytes, int idleSeconds, int requestLogSize) {
        /** One event loop, 16 MiB, 32 KiB, 10 minutes, 10,000 requests. */
        public static final Bounds DEFAULT = new Bounds(1, 16 << 20, 32 << 10, 600, 10_000);

        /** Refuses what cannot be, naming the setting. */
        public Bounds {
            require(eventLoops >= 1 && eventLoops <= 64, "SIMULATOR_EVENT_LOOPS", "is from 1 to 64");
            require(maxBodyBytes >= 1, "SIMULATOR_MAX_BODY_BYTES", "is at least 1");
            require(maxHeaderBytes >= 1024, "SIMULATOR_MAX_HEADER_BYTES", "is at least 1024");
            require(idleSeconds >= 1, "SIMULATOR_IDLE_SECONDS", "is at least 1");
            require(
                    requestLogSize >= 1 && requestLogSize <= 1_000_000,
                    "SIMULATOR_REQUEST_LOG_SIZE",
                    "is from 1 to 1,000,000");
        }

        /** The same with this many event loops. */
        public Bounds withEventLoops(int number) {
            return new Bounds(number, maxBodyBytes, maxHeaderBytes, idleSeconds, requestLogSize);
        }

        /** The same with this body limit. */
        public Bounds withMaxBodyBytes(int bytes) {
            return new Bounds(eventLoops, bytes, maxHeaderBytes, idleSeconds, requestLogSize);
        }

        /** The same with a log of this size. */
        public Bounds withRequestLogSize(int requests) {
            return new Bounds(eventLoops, maxBodyBytes, maxHeaderBytes, idleSeconds, requests);
        }
    }

    /** Refuses what cannot be, naming the setting. */
    public SimulatorConfig {
        deployments = List.copyOf(deployments);
        require(name != null && name.matches("[A-Za-z0-9._-]{1,64}"), "SIMULATOR_NAME", "is letters, digits or ._-");
        require(host != null && !host.isBlank(), "SIMULATOR_HOST", "is an address");
        require(port >= 0 && port <= 65_535, "SIMULATOR_PORT", "is from 0 to 65535");
        require(apiKey != null && apiKey.length() >= 4, "SIMULATOR_API_KEY", "has at least 4 characters");
        require(region != null && region.matches("[A-Za-z0-9 ._-]{1,64}"), "SIMULATOR_REGION", "is a region's name");
        require(!deployments.isEmpty(), "deployments", "are at least one");
        Set<String> names = new HashSet<>();
        deployments.forEach(each -> require(names.add(each.name()), "deployments", each.name() + " appears twice"));
    }

    /** A simulator on a free loopback port with the deployments gpt-4o and text-embedding-3-small, unlimited. */
    public static SimulatorConfig defaults(String apiKey) {
        return new SimulatorConfig("simulator", "127.0.0.1", 0, apiKey, "Local", Bounds.DEFAULT, defaultDeployments());
    }

    static List<DeploymentConfig> defaultDeployments() {
        return List.of(
                DeploymentConfig.of("gpt-4o", "gpt-4o"),
                DeploymentConfig.of("text-embedding-3-small", "text-embedding-3-small"));
    }

    /** The same with another name. */
    public SimulatorConfig withName(String newName) {
        return new SimulatorConfig(newName, host, port, apiKey, region, bounds, deployments);
    }

    /** The same on this port; 0 is any free one. */
    public SimulatorConfig withPort(int newPort) {
        return new SimulatorConfig(name, host, newPort, apiKey, region, bounds, deployments);
    }

    /** The same bound to another address. */
    public SimulatorConfig withHost(String newHost) {
        return new SimulatorConfig(name, newHost, port, apiKey, region, bounds, deployments);
    }

    /** The same with other bounds. */
    public SimulatorConfig withBounds(Bounds newBounds) {
        return new SimulatorConfig(name, host, port, apiKey, region, newBounds, deployments);
    }

    /** The same with these deployments instead. */
    public SimulatorConfig withDeployments(DeploymentConfig... instead) {
        return new SimulatorConfig(name, host, port, apiKey, region, bounds, List.of(instead));
    }

    /** Says everything but the key. */
    @Override
    public String toString() {
        return "SimulatorConfig[" + name + ", " + host + ":" + port + ", " + region + ", " + bounds + ", " + deployments
                + "]";
    }

    private static void require(boolean holds, String setting, String rule) {
        if (!holds) {
            throw new InvalidConfigException(setting, rule);
        }
    }
}
