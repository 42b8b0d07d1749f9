package io.tollgate.events.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Usage events as UTF-8 JSON, {@code schemaVersion} 1. Thread-safe, keeps no state between calls.
 *
 * <p>The writer writes every field. The reader ignores fields that it does not know, takes defaults for optional ones
 * that are missing or null, and refuses everything else by name. Text comes out as well-formed Unicode without NUL: what
 * is neither is replaced by U+FFFD, on either side.
 */
public final class UsageEventCodec {

    /** The version that {@link #encode} writes and {@link #decode} reads. */
    public static final int SCHEMA_VERSION = 1;

    /** Longer ids are refused. */
    public static final int MOST_ID_CHARS = 200;

    /** Of the names that reports group by, such as the tenant's, longer ones are refused. */
    public static final int MOST_NAME_CHARS = 512;

    /** Nobody's request uses more; nine million of these fit into a sum. Larger counts are refused. */
    public static final long MOST_TOKENS = 1_000_000_000_000L;

    private static final int USUAL_EVENT_BYTES = 1_024;
    private static final int USUAL_BEGINNING_BYTES = 512;
    private static final int MOST_NESTING = 32;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_NESTING)
                    .build())
            .build();

    /** The event as JSON bytes. */
    public byte[] encode(UsageEvent event) {
        var json = new JsonBytes(USUAL_EVENT_BYTES);
        new UsageEventWriter(json)
                .begin(event.id(), event.occurredAt(), event.node(), event.catalogVersion(), event.caller())
                .complete(event.request(), event.served(), event.outcome(), event.tokens(), event.timing());
        return json.toByteArray();
    }

    /**
     * The first part of an event's JSON, which can be made before the rest is known. Names are those of {@link UsageEvent}.
     */
    public byte[] beginning(String id, Instant occurredAt, String node, long catalogVersion, Caller caller) {
        var json = new JsonBytes(USUAL_BEGINNING_BYTES);
        new UsageEventWriter(json).begin(id, occurredAt, node, catalogVersion, caller);
        return json.toByteArray();
    }

    /** A copy of {@code beginning}, which ends with a {@link #beginning}, followed by the rest of that event's JSON. */
    public byte[] completed(
            ByteBuffer beginning, Request request, Served served, Outcome outcome, Tokens tokens, Timing timing) {
        var json = new JsonBytes(beginning, USUAL_EVENT_BYTES);
        new UsageEventWriter(json).complete(request, served, outcome, tokens, timing);
        return json.toByteArray();
    }

    /**
     * The event that {@code json} holds.
     *
     * @throws UnreadableUsageEventException when it holds none, naming the field that is wrong
     */
    public UsageEvent decode(byte[] json) throws UnreadableUsageEventException {
        if (json == null || json.length == 0) {
            throw new UnreadableUsageEventException("", "is empty");
        }
        try (JsonParser parser = factory.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableUsageEventException("", "is not a JSON object");
            }
            UsageEvent event = new UsageEventReader(parser).read();
            if (parser.nextToken() != null) {
                throw new UnreadableUsageEventException("", "has content after its end");
            }
            return event;
        } catch (JsonProcessingException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw new UnreadableUsageEventException("", "is not valid JSON near byte " + offset);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }
}
