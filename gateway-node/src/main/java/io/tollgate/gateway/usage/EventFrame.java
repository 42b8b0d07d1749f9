package io.tollgate.gateway.usage;

import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.CloudEventHeaders;
import io.tollgate.events.codec.UsageEventCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An event as it stands in the log: as it will stand in Kafka, with what the Kafka record needs in front, so that nothing
 * has to be read again.
 */
final class EventFrame {

    private static final UsageEventCodec CODEC = new UsageEventCodec();

    private EventFrame() {}

    static byte[] of(UsageEvent event) {
        byte[] tenant = bytes(event.caller().tenant());
        byte[] id = bytes(event.id());
        byte[] node = bytes(event.node());
        byte[] json = CODEC.encode(event);
        int size = 3 * Short.BYTES + tenant.length + id.length + node.length + Long.BYTES + Integer.BYTES + json.length;
        ByteBuffer frame = ByteBuffer.allocate(size);
        put(frame, tenant);
        put(frame, id);
        put(frame, node);
        frame.putLong(event.occurredAt().getEpochSecond());
        frame.putInt(event.occurredAt().getNano());
        frame.put(json);
        return frame.array();
    }

    /** The Kafka record of a frame; copies what it needs. */
    static ProducerRecord<byte[], byte[]> record(ByteBuffer frame) {
        byte[] tenant = take(frame);
        String id = new String(take(frame), StandardCharsets.UTF_8);
        String node = new String(take(frame), StandardCharsets.UTF_8);
        Instant occurredAt = Instant.ofEpochSecond(frame.getLong(), frame.getInt());
        byte[] json = new byte[frame.remaining()];
        frame.get(json);
        var record = new ProducerRecord<>(UsageEvent.TOPIC, tenant, json);
        CloudEventHeaders.of(id, node, occurredAt)
                .forEach((name, value) -> record.headers().add(name, value));
        return record;
    }

    /** The id of the event in a frame. */
    static String id(byte[] frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        take(bytes);
        return new String(take(bytes), StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer frame, byte[] text) {
        frame.putShort((short) text.length).put(text);
    }

    private static byte[] take(ByteBuffer frame) {
        var text = new byte[Short.toUnsignedInt(frame.getShort())];
        frame.get(text);
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
