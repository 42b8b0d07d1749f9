package io.tollgate.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.events.UsageEvent;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The CloudEvents 1.0 attributes of a usage event as Kafka record headers (binary content mode). The record's value is
 * {@link UsageEventCodec#encode}, its key the tenant.
 */
public final class CloudEventHeaders {

    private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] TYPE = UsageEvent.TYPE.getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);

    private CloudEventHeaders() {}

    /** Header names and UTF-8 values, in a stable order. The map is the caller's own, the values are shared. */
    public static Map<String, byte[]> of(UsageEvent event) {
        return of(event.id(), event.node(), event.occurredAt());
    }

    /** The same of the event with this id, of this node and time. */
    public static Map<String, byte[]> of(String id, String node, Instant occurredAt) {
        Map<String, byte[]> headers = LinkedHashMap.newLinkedHashMap(6);
        headers.put("ce_specversion", SPEC_VERSION);
        headers.put("ce_id", WireText.clean(id).getBytes(UTF_8));
        headers.put("ce_type", TYPE);
        headers.put("ce_source", ("/tollgate/nodes/" + URLEncoder.encode(node, UTF_8)).getBytes(UTF_8));
        headers.put("ce_time", WireTime.of(occurredAt).getBytes(UTF_8));
        headers.put("content-type", JSON);
        return headers;
    }
}
