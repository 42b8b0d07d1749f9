package io.tollgate.gateway.exchange.delivery;

import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.IntConsumer;

/** A caller who reads as fast as the test lets it. */
final class FakeReply implements Reply {

    private final Buffer written = Buffer.buffer();
    boolean full;
    int writes;
    int onRooms;
    String end = "";
    private Runnable resume = () -> {};

    String written() {
        return written.toString();
    }

    byte[] bytes() {
        return written.getBytes();
    }

    /** The caller has read everything. */
    void drain() {
        full = false;
        resume.run();
    }

    @Override
    public void onLeave(Runnable left) {
        // The test says when.
    }

    @Override
    public void refuse(GatewayFailure failure, ReplyFacts facts, IntConsumer onStatus) {
        throw new AssertionError("there is an answer");
    }

    @Override
    public void begin(int status, MultiMap headers, ReplyFacts facts) {
        // Not the relay's to do.
    }

    @Override
    public void write(Buffer chunk) {
        writes++;
        written.appendBuffer(chunk);
    }

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void onRoom(Runnable action) {
        onRooms++;
        resume = action;
    }

    @Override
    public void end() {
        end = end.isEmpty() ? "ended" : "ended twice";
    }

    @Override
    public void end(Buffer last) {
        write(last);
        end();
    }

    @Override
    public void breakOff(boolean streamed, boolean timedOut) {
        end = (end.isEmpty() ? "broken off" : "ended twice")
                + (streamed ? ", streamed" : "")
                + (timedOut ? ", timed out" : "");
    }
}
