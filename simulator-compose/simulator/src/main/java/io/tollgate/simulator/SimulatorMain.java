package io.tollgate.simulator;

import io.tollgate.simulator.config.ConfigReader;
import io.tollgate.simulator.config.InvalidConfigException;
import io.tollgate.simulator.config.SimulatorConfig;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Runs a simulator until the process ends. Settings are environment variables, or system properties of the same name. */
public final class SimulatorMain {
    private static final System.Logger LOG = System.getLogger("tollgate.simulator");
    private static final int BAD_CONFIGURATION = 2;

    private SimulatorMain() {}

    /** Starts it, or ends with status 2 and a message that names the setting at fault. */
    public static void main(String[] arguments) {
        try {
            run();
        } catch (InvalidConfigException e) {
            LOG.log(System.Logger.Level.ERROR, "Not started. {0}", e.getMessage());
            System.exit(BAD_CONFIGURATION);
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            System.exit(1);
        }
    }

    private static void run() {
        String generated = generatedKey();
        SimulatorConfig config = ConfigReader.fromSettings(SimulatorMain::setting, generated);
        Simulator simulator = Simulator.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-shutdown"));
        LOG.log(
                System.Logger.Level.INFO,
                "simulator {0} listens on {1} in region {2} with deployments {3}",
                config.name(),
                simulator.url(),
                config.region(),
                config.deployments().stream()
                        .map(each -> each.name() + " (" + each.capacity().text() + ")")
                        .toList());
        if (config.apiKey().equals(generated)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "SIMULATOR_API_KEY is not set. This run accepts the generated key {0}",
                    generated);
        }
    }

    private static String setting(String name) {
        String property = System.getProperty(name);
        return property != null ? property : System.getenv(name);
    }

    private static String generatedKey() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
