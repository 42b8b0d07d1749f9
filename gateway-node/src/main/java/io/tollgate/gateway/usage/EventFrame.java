package io.tollgate.gateway.usage;

import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.CloudEventHeaders;
import io.tollgate.events.codec.UsageEventCodec;
import io.tollgate.events.codec.WireTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * An event as it stands in the log: as it will stand in Kafka, with what the Kafka record needs in front, so that nothing
 * has to be read again. Its beginning is made when the request is opened, and serves it twice. Thread-safe.
 */
final class EventFrame {

    private static final UsageEventCodec CODEC = new UsageEventCodec();
    private static final String ID = "ce_id";
    private static final String TIME = "ce_time";

    /** The last node's headers that are the same for all of its events; a process seldom sees another than its own. */
    private static volatile NodeHeaders lastNode = new NodeHeaders(new byte[0]);

    private record NodeHeaders(byte[] node, Header[] headers) {

        private static final int FREE = 2;

        /** All but the two that each event has of its own, which go where there is room at the end. */
        private NodeHeaders(byte[] node) {
            this(node, headers(new String(node, StandardCharsets.UTF_8)));
        }

        private static Header[] headers(String node) {
            Map<String, byte[]> all = CloudEventHeaders.of("", node, Instant.EPOCH);
            all.remove(ID);
            all.remove(TIME);
            Header[] headers = all.entrySet().stream()
                    .map(each -> new RecordHeader(each.getKey(), each.getValue()))
                    .toArray(Header[]::new);
            return Arrays.copyOf(headers, headers.length + FREE);
        }

        private RecordHeaders with(byte[] id, byte[] time) {
            Header[] whole = headers.clone();
            whole[whole.length - 2] = new RecordHeader(ID, id);
            whole[whole.length - 1] = new RecordHeader(TIME, time);
            return new RecordHeaders(whole);
        }
    }

    private EventFrame() {}

    /** What every frame of this request begins with. */
    static byte[] beginning(String id, Instant occurredAt, String node, long catalogVersion, Caller caller) {
        byte[] tenantBytes = bytes(caller.tenant());
        byte[] idBytes = bytes(id);
        byte[] nodeBytes = bytes(node);
        byte[] timeBytes = bytes(WireTime.of(occurredAt));
        byte[] json = CODEC.beginning(id, occurredAt, node, catalogVersion, caller);
        int names = tenantBytes.length + idBytes.length + nodeBytes.length + timeBytes.length;
        ByteBuffer frame = ByteBuffer.allocate(4 * Short.BYTES + names + json.length);
        put(frame, tenantBytes);
        put(frame, idBytes);
        put(frame, nodeBytes);
        put(frame, timeBytes);
        return frame.put(json).array();
    }

    static byte[] of(UsageEvent event) {
        byte[] beginning =
                beginning(event.id(), event.occurredAt(), event.node(), event.catalogVersion(), event.caller());
        return of(ByteBuffer.wrap(beginning), event);
    }

    /** The frame of an event whose {@link #beginning} is there already. */
    static byte[] of(ByteBuffer beginning, UsageEvent event) {
        return CODEC.completed(
                beginning, event.request(), event.served(), event.outcome(), event.tokens(), event.timing());
    }

    /** The frame of a request of which nothing more will be heard. */
    static byte[] of(ByteBuffer beginning, Request request, Served served, Outcome outcome, Tokens tokens) {
        return CODEC.completed(beginning, request, served, outcome, tokens, new Timing(-1, 0));
    }

    /** The Kafka record of a frame; copies what it needs. Its headers are those of {@link CloudEventHeaders}. */
    static ProducerRecord<byte[], byte[]> record(ByteBuffer frame) {
        byte[] tenant = take(frame);
        byte[] id = take(frame);
        byte[] node = take(frame);
        byte[] time = take(frame);
        byte[] json = new byte[frame.remaining()];
        frame.get(json);
        return new ProducerRecord<>(
                UsageEvent.TOPIC, null, tenant, json, ofNode(node).with(id, time));
    }

    private static NodeHeaders ofNode(byte[] node) {
        NodeHeaders last = lastNode;
        if (!Arrays.equals(last.node, node)) {
            last = new NodeHeaders(node);
            lastNode = last;
        }
        return last;
    }

    /** The id of the event in a frame. */
    static String id(ByteBuffer frame) {
        ByteBuffer bytes = frame.duplicate();
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
