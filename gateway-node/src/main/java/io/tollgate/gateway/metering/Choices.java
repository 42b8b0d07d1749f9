package io.tollgate.gateway.metering;

/** Which choices of an answer have begun and which have come to their end, by their index; those from 63 on count as one. */
final class Choices {

    private static final int MAX_INDEX = 63;

    private long begun;
    private long finished;
    private long inDocument;
    private long finishedInDocument;
    private int index;
    private boolean finishing;

    void beginDocument() {
        inDocument = 0;
        finishedInDocument = 0;
    }

    /** The document at hand has come whole. */
    void endDocument() {
        finished |= finishedInDocument;
    }

    void begin() {
        index = 0;
        finishing = false;
    }

    void index(long value) {
        index = (int) Math.max(0, Math.min(MAX_INDEX, value));
    }

    /** The choice at hand names the reason for its end. */
    void finish() {
        finishing = true;
    }

    void end() {
        long bit = 1L << index;
        begun |= bit;
        inDocument |= bit;
        if (finishing) {
            finishedInDocument |= bit;
        }
    }

    /** Whether there have been choices, and each has named the reason for its end. */
    boolean allFinished() {
        return begun != 0 && begun == finished;
    }

    /** The choice that the document at hand is about, as a bit; 0 when it is about none or several. */
    long only() {
        return Long.bitCount(inDocument) == 1 ? inDocument : 0;
    }
}
