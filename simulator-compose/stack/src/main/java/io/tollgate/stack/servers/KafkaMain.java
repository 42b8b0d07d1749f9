package io.tollgate.stack.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** What runs in the broker's process: formats the storage when it is new, then starts the broker. */
public final class KafkaMain {

    /** This file appears beside the settings once the broker takes requests. */
    static final String READY = "ready";

    private KafkaMain() {}

    /** Takes the settings file's path. */
    public static void main(String[] arguments) throws IOException {
        var settings = Path.of(arguments[0]);
        var properties = new Properties();
        try (var in = Files.newBufferedReader(settings)) {
            properties.load(in);
        }
        var meta = Path.of(properties.getProperty("log.dirs"), "meta.properties");
        if (!Files.exists(meta)) {
            format(settings);
        }
        var broker = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::shutdown, "kafka-stop"));
        broker.startup();
        Files.createFile(settings.resolveSibling(READY));
        broker.awaitShutdown();
    }

    private static void format(Path settings) {
        var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()};
        int code = StorageTool.execute(arguments, quiet);
        if (code != 0) {
            throw new IllegalStateException("Kafka could not format its storage, code " + code);
        }
    }
}
