package io.tollgate.gateway.usage;

import io.tollgate.catalog.Deployment;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the log holds of requests under way: the beginning of the event's frame, and what the event of a request has if its
 * node dies. Thread-safe.
 */
final class OpenFrames {

    private static final String NODE_DIED = "node_died";
    private static final String INTERRUPTED = "interrupted";

    private OpenFrames() {}

    static byte[] opened(OpenedRequest opened) {
        byte[] beginning = EventFrame.beginning(
                opened.id(), opened.occurredAt(), opened.node(), opened.catalogVersion(), opened.caller());
        byte[] operation = bytes(opened.request().operation());
        byte[] model = bytes(opened.request().model());
        byte[] route = bytes(opened.request().route());
        int names = 3 * Short.BYTES + operation.length + model.length + route.length;
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + beginning.length + names + 1 + 2 * Long.BYTES);
        frame.putInt(beginning.length).put(beginning);
        put(frame, operation);
        put(frame, model);
        put(frame, route);
        frame.put((byte) (opened.request().streamed() ? 1 : 0));
        return frame.putLong(opened.promptTokens())
                .putLong(opened.outputTokens())
                .array();
    }

    static byte[] called(String id, Deployment deployment) {
        byte[] request = bytes(id);
        byte[] called = bytes(deployment.id());
        byte[] model = bytes(deployment.model());
        byte[] capacity = bytes(deployment.capacity().wireName());
        byte[] region = bytes(deployment.region());
        int names = request.length + called.length + model.length + capacity.length + region.length;
        ByteBuffer frame = ByteBuffer.allocate(5 * Short.BYTES + names);
        put(frame, request);
        put(frame, called);
        put(frame, model);
        put(frame, capacity);
        put(frame, region);
        return frame.array();
    }

    /** What the event's frame will begin with, by the frame of the request's opening. */
    static ByteBuffer beginning(byte[] opened) {
        ByteBuffer frame = ByteBuffer.wrap(opened);
        return frame.slice(Integer.BYTES, frame.getInt(0));
    }

    /** The id of the request that a frame of a call is of. */
    static String idOfCalled(byte[] called) {
        return text(ByteBuffer.wrap(called));
    }

    /** The frame of the event of a request whose node died: with what was estimated if a deployment had been called. */
    static byte[] interrupted(byte[] opened, List<byte[]> called) {
        ByteBuffer beginning = beginning(opened);
        ByteBuffer rest = ByteBuffer.wrap(opened).position(Integer.BYTES + beginning.remaining());
        var request = new Request(text(rest), text(rest), text(rest), rest.get() != 0);
        long promptTokens = rest.getLong();
        long outputTokens = rest.getLong();
        Tokens tokens =
                called.isEmpty() ? Tokens.NONE : new Tokens(promptTokens, 0, outputTokens, 0, Tokens.Source.ESTIMATED);
        var outcome = new Outcome(Outcome.Kind.INTERRUPTED, 0, NODE_DIED);
        return EventFrame.of(beginning, request, served(called), outcome, tokens);
    }

    /** The deployment that was called last is the one that is thought to have served. */
    private static Served served(List<byte[]> called) {
        Served served = Served.NOBODY;
        List<Served.Attempt> attempts = new ArrayList<>();
        for (byte[] call : called) {
            ByteBuffer frame = ByteBuffer.wrap(call);
            text(frame);
            String deployment = text(frame);
            attempts.add(new Served.Attempt(deployment, INTERRUPTED, 0, 0));
            served = new Served(deployment, text(frame), "", text(frame), text(frame), attempts);
        }
        return served;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer frame, byte[] text) {
        frame.putShort((short) text.length).put(text);
    }

    private static String text(ByteBuffer frame) {
        byte[] text = new byte[Short.toUnsignedInt(frame.getShort())];
        frame.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
