package io.tollgate.gateway.metering;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Meters a stream of server-sent events. Until an event has come to its end it is held back, as long as that is no more
 * than {@value #MOST_HELD_BYTES} bytes, so that a stream that breaks off ends between two events. When the meter is to hide
 * usage it withholds each event that reports usage and nothing else, which the gateway asked for and the caller did not.
 * Whatever passes is untouched.
 */
final class SseMeter implements UsageMeter {

    static final int MOST_HELD_BYTES = 64 * 1024;

    private final boolean hideUsage;
    private final SseLines lines = new SseLines();
    private final ChunkReader.Window window = this::read;

    /** The beginning of the event that is open, from chunks before this one. */
    private Buffer held;
    /** Whether the event that is open has grown too large to be held, and passes as it comes. */
    private boolean overflown;

    private boolean lastHidden;
    private boolean ended;

    private Buffer chunk;
    private Buffer out;
    private boolean outIsSlice;
    /** From where on the chunk's bytes are to be passed on, but have not been put out. */
    private int runStart;
    /** Where in the chunk the event that is open begins, 0 when that is before it. */
    private int openStart;

    SseMeter(boolean hideUsage) {
        this.hideUsage = hideUsage;
    }

    @Override
    public Buffer accept(Buffer next) {
        chunk = next;
        runStart = 0;
        openStart = 0;
        ChunkReader.read(next, window);
        Buffer released = release();
        chunk = null;
        out = null;
        outIsSlice = false;
        return released;
    }

    @Override
    public Buffer end() {
        ended = true;
        lines.finish();
        boolean mayBeUsage = lines.usageOnly() || lines.cutShort();
        Buffer rest = held == null || hideUsage && mayBeUsage ? Buffer.buffer() : held;
        held = null;
        return rest;
    }

    private void read(byte[] bytes, int length, int position) {
        int i = 0;
        while (i < length) {
            i = lines.advance(bytes, i, length);
            if (lines.boundary() != SseLines.Boundary.NONE) {
                decide(position + i);
            }
        }
    }

    /** All bytes before {@code position} belong to events that are decided. */
    private void decide(int position) {
        if (lines.boundary() != SseLines.Boundary.LINE_FEED) {
            lastHidden = hideUsage && lines.boundary() == SseLines.Boundary.EVENT && lines.usageOnly() && !overflown;
            overflown = false;
        }
        if (lastHidden) {
            putOut(runStart, openStart);
            held = null;
            runStart = position;
        } else {
            putOutHeld();
        }
        openStart = position;
    }

    private Buffer release() {
        int open = chunk.length() - openStart;
        int heldBytes = held == null ? 0 : held.length();
        if (overflown || heldBytes + open > MOST_HELD_BYTES) {
            overflown = true;
            putOutHeld();
            openStart = chunk.length();
            open = 0;
        }
        if (out == null && runStart == 0 && open == 0) {
            return chunk;
        }
        putOut(runStart, openStart);
        if (open > 0) {
            held = held == null ? Buffer.buffer(open) : held;
            held.appendBuffer(chunk, openStart, open);
        }
        return out == null ? Buffer.buffer() : out;
    }

    /** What is held came before every byte of the chunk, so nothing has been put out yet. */
    private void putOutHeld() {
        if (held != null) {
            out = held;
            held = null;
        }
    }

    private void putOut(int from, int to) {
        if (from == to) {
            return;
        }
        if (out == null) {
            out = chunk.slice(from, to);
            outIsSlice = true;
            return;
        }
        if (outIsSlice) {
            out = Buffer.buffer(out.length() + to - from).appendBuffer(out);
            outIsSlice = false;
        }
        out.appendBuffer(chunk, from, to - from);
    }

    @Override
    public boolean contentStarted() {
        return lines.reader().contentStarted();
    }

    @Override
    public boolean malformed() {
        return lines.malformed();
    }

    @Override
    public boolean midEvent() {
        return overflown;
    }

    @Override
    public Optional<AnswerFailure> failure() {
        return lines.reader().failure();
    }

    @Override
    public boolean complete() {
        return lines.done()
                || lines.reader().isFinished()
                || ended && lines.reader().reading(false) instanceof UsageReading.Reported;
    }

    @Override
    public boolean terminalEvent() {
        return lines.reader().terminalEvent();
    }

    @Override
    public Optional<String> reportedModel() {
        return lines.reader().envelope().model();
    }

    @Override
    public Optional<String> answerId() {
        return lines.reader().envelope().id();
    }

    @Override
    public long passedTokens() {
        return lines.reader().passedTokens();
    }

    @Override
    public UsageReading reading() {
        return lines.reader().reading(complete());
    }
}
