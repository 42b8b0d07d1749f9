package io.tollgate.gateway.usage;

import io.tollgate.catalog.Deployment;
import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the log holds of requests under way: written for every one of them and read for those whose node died, so it is
 * compact and no JSON. Readers and writers are of the same version or of neighbouring ones: a field is only ever added at
 * the end. Thread-safe.
 */
final class OpenFrames {

    private static final int USUAL_BYTES = 384;
    private static final String NODE_DIED = "node_died";
    private static final String INTERRUPTED = "interrupted";

    private OpenFrames() {}

    /** A field of at most 65,535 bytes is what the form can hold. */
    private static final int MOST_CHARS = 16_384;

    static byte[] opened(OpenedRequest opened) {
        return written(out -> {
            text(out, opened.id());
            out.writeLong(opened.occurredAt().getEpochSecond());
            out.writeInt(opened.occurredAt().getNano());
            text(out, opened.node());
            out.writeLong(opened.catalogVersion());
            caller(out, opened.caller());
            text(out, opened.request().operation());
            text(out, opened.request().model());
            text(out, opened.request().route());
            out.writeBoolean(opened.request().streamed());
            out.writeLong(opened.promptTokens());
            out.writeLong(opened.outputTokens());
        });
    }

    private static void caller(DataOutputStream out, Caller caller) throws IOException {
        text(out, caller.tenant());
        text(out, caller.costCentre());
        text(out, caller.application());
        text(out, caller.keyId());
        text(out, caller.user());
        text(out, caller.product());
        text(out, caller.session());
        text(out, caller.addressClass());
        out.writeShort(caller.tags().size());
        for (Map.Entry<String, String> tag : caller.tags().entrySet()) {
            text(out, tag.getKey());
            text(out, tag.getValue());
        }
    }

    static byte[] called(String id, Deployment deployment) {
        return written(out -> {
            text(out, id);
            text(out, deployment.id());
            text(out, deployment.model());
            text(out, deployment.capacity().wireName());
            text(out, deployment.region());
        });
    }

    /** The id that any frame begins with. */
    static String id(byte[] frame) {
        return read(frame, in -> in.readUTF());
    }

    /** The event of a request whose node died: what it had estimated if a deployment had been called, else nothing. */
    static UsageEvent interrupted(byte[] opened, List<byte[]> called) {
        return read(opened, in -> {
            String id = in.readUTF();
            Instant occurredAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
            String node = in.readUTF();
            long catalogVersion = in.readLong();
            Caller caller = caller(in);
            var request = new Request(in.readUTF(), in.readUTF(), in.readUTF(), in.readBoolean());
            long promptTokens = in.readLong();
            long outputTokens = in.readLong();
            Tokens tokens = called.isEmpty()
                    ? Tokens.NONE
                    : new Tokens(promptTokens, 0, outputTokens, 0, Tokens.Source.ESTIMATED);
            return new UsageEvent(
                    id,
                    occurredAt,
                    node,
                    catalogVersion,
                    caller,
                    request,
                    served(called),
                    new Outcome(Outcome.Kind.INTERRUPTED, 0, NODE_DIED),
                    tokens,
                    new Timing(-1, 0));
        });
    }

    private static Caller caller(DataInputStream in) throws IOException {
        String tenant = in.readUTF();
        String costCentre = in.readUTF();
        String application = in.readUTF();
        String keyId = in.readUTF();
        String user = in.readUTF();
        String product = in.readUTF();
        String session = in.readUTF();
        String addressClass = in.readUTF();
        int count = in.readUnsignedShort();
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < count; i++) {
            tags.put(in.readUTF(), in.readUTF());
        }
        return new Caller(tenant, costCentre, application, keyId, user, tags, product, session, addressClass);
    }

    /** The deployment that was called last is the one that is thought to have served. */
    private static Served served(List<byte[]> called) {
        Served served = Served.NOBODY;
        List<Served.Attempt> attempts = new ArrayList<>();
        for (byte[] call : called) {
            served = read(call, in -> {
                in.readUTF();
                String deployment = in.readUTF();
                attempts.add(new Served.Attempt(deployment, INTERRUPTED, 0, 0));
                return new Served(deployment, in.readUTF(), "", in.readUTF(), in.readUTF(), attempts);
            });
        }
        return served;
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] frame, Reading<T> reading) {
        try {
            return reading.from(new DataInputStream(new ByteArrayInputStream(frame)));
        } catch (IOException e) {
            throw new UncheckedIOException("a record of the usage log is no record of ours", e);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeUTF(text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS));
    }
}
