package io.tollgate.gateway.wiring;

import io.tollgate.events.transport.KafkaSettings;
import io.tollgate.gateway.config.GatewaySettings;
import io.tollgate.gateway.telemetry.RequestMetrics;
import io.tollgate.gateway.usage.UsageJournal;
import io.tollgate.gateway.usage.UsageProducers;
import io.tollgate.gateway.usage.UsageStage;
import java.time.Duration;
import java.util.Optional;

/** The recording of requests, if it is switched on. */
final class UsageParts {

    private final Optional<UsageStage> stage;
    private final UsageJournal journal;
    private final Duration drainTimeout;

    private UsageParts(Optional<UsageStage> stage, Duration drainTimeout) {
        this.stage = stage;
        this.journal = stage.map(UsageStage::journal).orElse(UsageJournal.NONE);
        this.drainTimeout = drainTimeout;
    }

    static UsageParts start(GatewaySettings settings, KafkaSettings kafka) {
        GatewaySettings.Usage usage = settings.usage();
        if (!usage.enabled()) {
            return new UsageParts(Optional.empty(), usage.drainTimeout());
        }
        var config = new UsageStage.Config(
                usage.logDir().toAbsolutePath(), usage.logSegmentBytes(), usage.logMaxBytes(), usage.logForceEvery());
        var producer = UsageProducers.create(settings.kafkaBootstrapServers(), settings.nodeName(), kafka.properties());
        return new UsageParts(
                Optional.of(UsageStage.start(config, producer, Clocks.monotonicMillis())), usage.drainTimeout());
    }

    UsageJournal journal() {
        return journal;
    }

    void show(RequestMetrics metrics) {
        stage.ifPresent(shown -> {
            metrics.gauge(
                    "tollgate.usage.open", "Requests that are written down as under way", shown, UsageStage::open);
            metrics.gauge(
                    "tollgate.usage.log.bytes", "What the usage log takes of the disk", shown, UsageStage::logBytes);
            metrics.gauge(
                    "tollgate.usage.log.room",
                    "1 while new requests can be written down, else 0",
                    shown,
                    log -> log.hasRoom() ? 1 : 0);
            metrics.gauge(
                    "tollgate.usage.kafka.available",
                    "0 while Kafka takes no usage events that wait for it, else 1",
                    shown,
                    usage -> usage.kafkaAnswers() ? 1 : 0);
            metrics.gauge("tollgate.usage.lost", "Usage events that could not be kept", shown, UsageStage::lost);
            metrics.gauge("tollgate.usage.published", "Usage events that Kafka has", shown, UsageStage::published);
            metrics.gauge(
                    "tollgate.usage.interrupted",
                    "Requests that earlier processes had under way when they died",
                    shown,
                    UsageStage::interrupted);
        });
    }

    void close() {
        stage.ifPresent(open -> open.close(drainTimeout));
    }
}
