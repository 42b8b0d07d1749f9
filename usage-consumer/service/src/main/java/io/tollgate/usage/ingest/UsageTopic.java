package io.tollgate.usage.ingest;

import io.tollgate.events.UsageEvent;
import io.tollgate.usage.store.TopicKey;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** The topic of usage events as the brokers see it. Thread-safe; blocks for at most some seconds. */
@Singleton
public final class UsageTopic {

    private static final Logger LOG = Logger.getLogger(UsageTopic.class);
    private static final int PARTITIONS = 6;
    private static final Duration DEADLINE = Duration.ofSeconds(6);

    private final KafkaClients clients;
    private Admin admin;

    UsageTopic(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Creates the topic unless it is there. Who else creates it at the same time, or may not create topics, is no
     * reason to fail.
     *
     * @throws KafkaException when no broker answers or the topic is not there afterwards
     */
    TopicKey ensure() {
        NewTopic topic = new NewTopic(UsageEvent.TOPIC, Optional.of(PARTITIONS), Optional.empty());
        try {
            await(admin().createTopics(List.of(topic)).all());
            LOG.infof("created topic %s with %d partitions", UsageEvent.TOPIC, PARTITIONS);
        } catch (TopicExistsException e) {
            LOG.debugf("topic %s is there", UsageEvent.TOPIC);
        } catch (KafkaException e) {
            LOG.debugf("topic %s was not created: %s", UsageEvent.TOPIC, e.getMessage());
        }
        return key(describe());
    }

    /** The topic's identity and the end of each of its partitions; empty when the brokers do not answer. */
    public Optional<Ends> ends() {
        try {
            TopicDescription topic = describe();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (TopicPartitionInfo partition : topic.partitions()) {
                latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
            }
            Map<Integer, Long> ends = new TreeMap<>();
            await(admin().listOffsets(latest).all())
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return Optional.of(new Ends(key(topic), ends));
        } catch (KafkaException e) {
            LOG.debugf("the topic's ends are not known: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The ends of a topic's partitions.
     *
     * @param topic the topic's identity
     * @param offsets by partition: the offset that the next record will get
     */
    public record Ends(TopicKey topic, Map<Integer, Long> offsets) {

        public Ends {
            offsets = new TreeMap<>(offsets);
        }
    }

    private TopicDescription describe() {
        return await(admin().describeTopics(List.of(UsageEvent.TOPIC)).allTopicNames())
                .get(UsageEvent.TOPIC);
    }

    private static TopicKey key(TopicDescription topic) {
        return new TopicKey(topic.name(), topic.topicId().toString());
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = clients.admin();
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
            admin = null;
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no broker answered in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
