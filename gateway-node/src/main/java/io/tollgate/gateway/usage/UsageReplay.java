package io.tollgate.gateway.usage;

import io.tollgate.gateway.usage.log.AbandonedLog;
import io.tollgate.gateway.usage.log.RecordKind;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Delivers what processes that have ended left in their logs, and ends the requests that they had under way. A log whose
 * events have all arrived is removed; any other is left for the next time, which sends them again. Not thread-safe.
 */
final class UsageReplay {

    private static final Logger LOGGER = Logger.getLogger(UsageReplay.class);
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private final Path base;
    private final Producer<byte[], byte[]> producer;
    private final LongAdder refused;
    private final LongAdder replayed = new LongAdder();
    private final LongAdder interrupted = new LongAdder();
    private final LongAdder unreadable = new LongAdder();

    /** @param refused is added to for each event that Kafka will never have */
    UsageReplay(Path base, Producer<byte[], byte[]> producer, LongAdder refused) {
        this.base = base;
        this.producer = producer;
        this.refused = refused;
    }

    /** Events of earlier processes that Kafka has acknowledged. */
    long replayed() {
        return replayed.sum();
    }

    /** Requests that earlier processes had under way. */
    long interrupted() {
        return interrupted.sum();
    }

    /** Records that nothing could be made of. */
    long unreadable() {
        return unreadable.sum();
    }

    /** Looks for such logs, and takes as long as delivering what is in them does. */
    void run() {
        try {
            AbandonedLog.takeAll(base).forEach(this::tryToDeliver);
        } catch (IOException e) {
            LOGGER.warnf("usage logs of earlier processes cannot be looked for: %s", e.getMessage());
        }
    }

    private void tryToDeliver(AbandonedLog log) {
        try (log) {
            deliver(log);
        } catch (IOException | RuntimeException e) {
            LOGGER.warn("the usage log of an earlier process is left for later", e);
        }
    }

    private static final class Left {
        private final byte[] opened;
        private final List<byte[]> called = new ArrayList<>(1);

        private Left(byte[] opened) {
            this.opened = opened;
        }
    }

    private void deliver(AbandonedLog log) throws IOException {
        var inFlight = new InFlight(producer, replayed, refused);
        Map<String, Left> open = new LinkedHashMap<>();
        long before = replayed.sum();
        log.read((kind, payload, next, isDelivered) -> {
            try {
                take(kind, payload, isDelivered, open).ifPresent(event -> send(log, event, next, inFlight));
            } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
                unreadable.increment();
                LOGGER.errorf("a record of a usage log cannot be read and is left out: %s", e);
            }
        });
        while (!inFlight.isEmpty()) {
            settle(log, inFlight);
        }
        end(log, open.values());
        log.delete();
        LOGGER.infof(
                "delivered %d usage events of an earlier process, %d of them of requests that it had under way",
                replayed.sum() - before, open.size());
    }

    /** Takes note of a record; returns the record for Kafka if it is an event that has not been delivered. */
    private static Optional<ProducerRecord<byte[], byte[]>> take(
            RecordKind kind, ByteBuffer payload, boolean isDelivered, Map<String, Left> open) {
        switch (kind) {
            case OPENED -> {
                byte[] frame = copy(payload);
                open.put(EventFrame.id(OpenFrames.beginning(frame)), new Left(frame));
            }
            case CALLED -> {
                byte[] frame = copy(payload);
                Left left = open.get(OpenFrames.idOfCalled(frame));
                if (left != null) {
                    left.called.add(frame);
                }
            }
            case ENDED -> {
                open.remove(EventFrame.id(payload));
                return isDelivered ? Optional.empty() : Optional.of(EventFrame.record(payload));
            }
        }
        return Optional.empty();
    }

    private static byte[] copy(ByteBuffer payload) {
        byte[] frame = new byte[payload.remaining()];
        payload.get(frame);
        return frame;
    }

    /** Ends the requests that were under way, which are behind everything that stands in the log. */
    private void end(AbandonedLog log, Collection<Left> open) {
        var inFlight = new InFlight(producer, replayed, refused);
        for (Left left : open) {
            byte[] frame = OpenFrames.interrupted(left.opened, left.called);
            send(log, EventFrame.record(ByteBuffer.wrap(frame)), 0, inFlight);
        }
        while (!inFlight.isEmpty()) {
            settle(log, inFlight);
        }
        interrupted.add(open.size());
    }

    private static void send(AbandonedLog log, ProducerRecord<byte[], byte[]> event, long next, InFlight inFlight) {
        while (inFlight.free() == 0) {
            settle(log, inFlight);
        }
        inFlight.send(event, next);
        inFlight.failure().ifPresent(UsageReplay::stop);
    }

    private static void settle(AbandonedLog log, InFlight inFlight) {
        log.delivered(inFlight.arrived(0));
        inFlight.failure().ifPresent(UsageReplay::stop);
        if (!inFlight.isEmpty()) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private static void stop(Exception why) {
        throw new IllegalStateException("Kafka did not take its events: " + why.getMessage());
    }
}
