package io.tollgate.usage.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.usage.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * Writes alerts to Kafka as CloudEvents in the Kafka binding's binary mode, keyed by budget. The topic is made when the first
 * alert is sent, unless it is there. Confined to one thread.
 */
final class AlertTopic implements Messenger {

    /** Where alerts are read. */
    static final String NAME = "tollgate.alerts.v1";

    private static final Logger LOG = Logger.getLogger(AlertTopic.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final KafkaConfig config;
    private KafkaProducer<byte[], byte[]> producer;

    AlertTopic(KafkaConfig config) {
        this.config = config;
    }

    @Override
    public Channel channel() {
        return Channel.EVENT;
    }

    @Override
    public void tell(Alert alert) throws UndeliveredException, InterruptedException {
        var told = new ProducerRecord<>(
                NAME, alert.budget().getBytes(UTF_8), alert.message().getBytes(UTF_8));
        told.headers()
                .add("ce_specversion", "1.0".getBytes(UTF_8))
                .add("ce_id", alert.id().getBytes(UTF_8))
                .add("ce_type", Alert.TYPE.getBytes(UTF_8))
                .add("ce_source", alert.source().getBytes(UTF_8))
                .add("ce_time", alert.reachedAt().toString().getBytes(UTF_8))
                .add("content-type", "application/json".getBytes(UTF_8));
        try {
            producer().send(told).get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UndeliveredException(e.getCause().getClass().getSimpleName());
        } catch (TimeoutException | KafkaException e) {
            throw new UndeliveredException(e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSING);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() throws InterruptedException {
        if (producer == null) {
            makeTopic();
            Map<String, Object> properties = new HashMap<>(config.properties());
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
            properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** Who may not create topics finds it made by somebody who may. */
    private void makeTopic() throws InterruptedException {
        Admin admin = Admin.create(new HashMap<>(config.properties()));
        try {
            admin.createTopics(List.of(new NewTopic(NAME, Optional.of(1), Optional.empty())))
                    .all()
                    .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.infof("created topic %s", NAME);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                LOG.debugf("topic %s was not created: %s", NAME, e.getCause().getMessage());
            }
        } catch (TimeoutException | KafkaException e) {
            LOG.debugf("topic %s was not created: %s", NAME, e.getMessage());
        } finally {
            admin.close(CLOSING);
        }
    }
}
