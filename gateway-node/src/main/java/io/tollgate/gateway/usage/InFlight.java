package io.tollgate.gateway.usage;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Records on their way to Kafka, in the order in which they were sent, of which a bounded number may be. Confined to one
 * thread, but for what the producer calls back.
 */
final class InFlight {

    /** Records that may be on their way: less than the producer has memory for, at the usual size of an event. */
    static final int MOST = 8_192;

    private static final Logger LOGGER = Logger.getLogger(InFlight.class);

    private final Producer<byte[], byte[]> producer;
    private final LongAdder arrivals;
    private final LongAdder refused;
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();

    /**
     * @param arrivals is added to for each record that Kafka has
     * @param refused is added to for each record that Kafka will never have
     */
    InFlight(Producer<byte[], byte[]> producer, LongAdder arrivals, LongAdder refused) {
        this.producer = producer;
        this.arrivals = arrivals;
        this.refused = refused;
    }

    private static final class Sent {
        private final long next;
        private volatile boolean over;
        private volatile Exception failure;

        private Sent(long next) {
            this.next = next;
        }

        private void end(Exception why) {
            failure = why;
            over = true;
        }
    }

    int free() {
        return MOST - sent.size();
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    /** Sends, and waits no longer than the producer does for memory; {@code next} is the position behind the record. */
    void send(ProducerRecord<byte[], byte[]> record, long next) {
        var one = new Sent(next);
        sent.add(one);
        try {
            producer.send(record, (metadata, failure) -> ended(one, failure));
        } catch (KafkaException | IllegalStateException e) {
            one.end(e);
        }
    }

    /**
     * What Kafka will never take is not tried again, and would stop everything behind it. Nothing here holds on to the record:
     * thousands of them would be in the way of the garbage collector.
     */
    private void ended(Sent one, Exception failure) {
        if (failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException) {
            refused.increment();
            LOGGER.errorf("Kafka refuses a usage event for good, %d so far: %s", refused.sum(), failure.getMessage());
            one.end(null);
        } else {
            if (failure == null) {
                arrivals.increment();
            }
            one.end(failure);
        }
    }

    /** Forgets the records at the front that have arrived; returns the position behind them, {@code before} if there are none. */
    long arrived(long before) {
        long position = before;
        for (Sent first = sent.peek(); first != null && first.over && first.failure == null; first = sent.peek()) {
            position = first.next;
            sent.poll();
        }
        return position;
    }

    /** Whether the first of them has failed, so that none behind it counts. */
    boolean hasFailed() {
        Sent first = sent.peek();
        return first != null && first.failure != null;
    }

    /** Why the first of them has failed, if it has. */
    Optional<Exception> failure() {
        Sent first = sent.peek();
        return first == null ? Optional.empty() : Optional.ofNullable(first.failure);
    }

    /** Whether nothing more will become of any of them. */
    boolean isOver() {
        return sent.stream().allMatch(one -> one.over);
    }

    void clear() {
        sent.clear();
    }
}
