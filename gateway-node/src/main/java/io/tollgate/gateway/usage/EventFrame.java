package io.tollgate.gateway.usage;

import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.CloudEventHeaders;
import io.tollgate.events.codec.UsageEventCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * An event as it stands in the log: as it will stand in Kafka, with what the Kafka record needs in front, so that nothing
 * has to be read again.
 */
final class EventFrame {

    private static final UsageEventCodec CODEC = new UsageEventCodec();
    private static final String ID = "ce_id";
    private static final String TIME = "ce_time";

    /** The last node's headers that are the same for all of its events; a process seldom sees another than its own. */
    private static volatile NodeHeaders lastNode = new NodeHeaders(new byte[0]);

    private static final class NodeHeaders {
        private final byte[] node;
        private final List<Header> headers = new ArrayList<>();

        private NodeHeaders(byte[] node) {
            this.node = node;
            CloudEventHeaders.of("", new String(node, StandardCharsets.UTF_8), Instant.EPOCH)
                    .forEach((name, value) -> {
                        if (!name.equals(ID) && !name.equals(TIME)) {
                            headers.add(new RecordHeader(name, value));
                        }
                    });
        }
    }

    private EventFrame() {}

    static byte[] of(UsageEvent event) {
        byte[] tenant = bytes(event.caller().tenant());
        byte[] id = bytes(event.id());
        byte[] node = bytes(event.node());
        byte[] time = bytes(event.occurredAt().toString());
        byte[] json = CODEC.encode(event);
        int size = 4 * Short.BYTES + tenant.length + id.length + node.length + time.length + json.length;
        ByteBuffer frame = ByteBuffer.allocate(size);
        put(frame, tenant);
        put(frame, id);
        put(frame, node);
        put(frame, time);
        frame.put(json);
        return frame.array();
    }

    /** The Kafka record of a frame; copies what it needs. Its headers are those of {@link CloudEventHeaders}. */
    static ProducerRecord<byte[], byte[]> record(ByteBuffer frame) {
        byte[] tenant = take(frame);
        byte[] id = take(frame);
        byte[] node = take(frame);
        byte[] time = take(frame);
        byte[] json = new byte[frame.remaining()];
        frame.get(json);
        var headers = new RecordHeaders(ofNode(node));
        headers.add(new RecordHeader(ID, id)).add(new RecordHeader(TIME, time));
        return new ProducerRecord<>(UsageEvent.TOPIC, null, tenant, json, headers);
    }

    private static List<Header> ofNode(byte[] node) {
        NodeHeaders last = lastNode;
        if (!Arrays.equals(last.node, node)) {
            last = new NodeHeaders(node);
            lastNode = last;
        }
        return last.headers;
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
