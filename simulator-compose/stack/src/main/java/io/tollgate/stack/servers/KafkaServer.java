package io.tollgate.stack.servers;

import io.tollgate.stack.process.Ports;
import io.tollgate.stack.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One Kafka broker in KRaft mode, in a JVM of its own. Topics are made on first use with {@value #PARTITIONS} partitions.
 */
public final class KafkaServer extends Server {

    /** Partitions of a topic that is made on first use. */
    public static final int PARTITIONS = 4;

    private KafkaServer(Path directory) {
        super("kafka", directory);
    }

    /** Starts on a free port. */
    public static KafkaServer start(Path directory) {
        return start(directory, 0);
    }

    /** Starts on {@code port}; 0 for a free one. */
    public static KafkaServer start(Path directory, int port) {
        var server = new KafkaServer(directory);
        server.startOn(port);
        return server;
    }

    /** {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    @Override
    List<String> command() {
        var settings = directory().resolve("server.properties");
        try {
            Files.writeString(settings, settings());
            Files.deleteIfExists(directory().resolve(KafkaMain.READY));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + settings, e);
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS",
                "-cp",
                ServerBinaries.located().kafka() + "/*:" + ownClasses(),
                KafkaMain.class.getName(),
                settings.toString());
    }

    private String settings() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                num.partitions=%4$d
                auto.create.topics.enable=true
                offsets.topic.num.partitions=4
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=2
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                broker.session.timeout.ms=1500
                broker.heartbeat.interval.ms=300
                controlled.shutdown.enable=false
                num.network.threads=2
                num.io.threads=2
                background.threads=2
                log.cleaner.dedupe.buffer.size=8388608
                """.formatted(port(), Ports.free(), directory().resolve("data"), PARTITIONS);
    }

    private static String ownClasses() {
        try {
            return Path.of(KafkaServer.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot find this class's own jar", e);
        }
    }

    @Override
    boolean answers() {
        return Files.exists(directory().resolve(KafkaMain.READY)) && Ports.open(port());
    }

    @Override
    Signal stopSignal() {
        return Signal.TERM;
    }
}
