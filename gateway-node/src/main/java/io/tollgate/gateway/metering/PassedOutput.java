package io.tollgate.gateway.metering;

/**
 * How many tokens of output have passed, nearly: a token is seldom less than four bytes of text, and never more than one
 * is sent for each delta.
 */
final class PassedOutput {

    private static final int UTF8_BYTES_PER_TOKEN = 4;

    private long deltas;
    private long bytes;
    private boolean inDelta;
    /** Text of a document that holds an answer whole, perhaps again. */
    private long wholeBytes;

    /** Text for the caller, which belongs to the delta that is open. */
    void text(long utf8Bytes) {
        bytes += utf8Bytes;
        inDelta = true;
    }

    /** Something for the caller that has no length in tokens, such as a piece of audio. */
    void other() {
        inDelta = true;
    }

    /** Text of an output item in a document that repeats what deltas may have brought before. */
    void repeated(long utf8Bytes) {
        wholeBytes += utf8Bytes;
    }

    void endDelta() {
        deltas += inDelta ? 1 : 0;
        inDelta = false;
    }

    /** The next document begins. */
    void beginDocument() {
        wholeBytes = 0;
    }

    /** Grows with everything that passes. */
    long mark() {
        return deltas + bytes;
    }

    long deltas() {
        return deltas;
    }

    /** 0 only when nothing for the caller has passed. */
    long tokens() {
        long counted = Math.max(bytes, wholeBytes);
        return Math.max(deltas + (inDelta ? 1 : 0), (counted + UTF8_BYTES_PER_TOKEN - 1) / UTF8_BYTES_PER_TOKEN);
    }
}
