package io.tollgate.gateway.metering;

import io.tollgate.gateway.metering.json.ByteSearch;
import io.tollgate.gateway.metering.json.JsonScanner;
import java.nio.charset.StandardCharsets;

/**
 * Splits a stream of server-sent events into events, as the HTML standard has it: lines end with LF, CR or CRLF, an event
 * with an empty line. Hands the data of each to an {@link AnswerReader} as it comes and keeps none of it.
 */
final class SseLines {

    /** What the last {@link #advance} stopped behind. */
    enum Boundary {
        /** Nothing: it used up its bytes. */
        NONE,
        /** The empty line that ends an event. */
        EVENT,
        /** A comment that stands before an event's first field. */
        COMMENT,
        /** The LF that belongs to a CR which was the boundary before. */
        LINE_FEED
    }

    private enum Part {
        NAME,
        SPACE,
        VALUE
    }

    private enum Field {
        DATA,
        EVENT,
        COMMENT,
        OTHER
    }

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] NEW_LINE = {'\n'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private final AnswerReader reader = new AnswerReader();
    private final JsonScanner json = new JsonScanner(reader);
    private final Literal doneMark = new Literal("[DONE]");
    private final Literal errorEvent = new Literal("error");
    private Boundary boundary = Boundary.NONE;
    private boolean lineFeedMayFollow;
    private boolean atBlockStart = true;
    private int markBytes;

    private Part part = Part.NAME;
    private Field field = Field.OTHER;
    private int nameBytes;
    private byte[] nameLike;

    private boolean hasFields;
    private boolean hasData;
    private boolean usageOnly;
    private boolean done;
    private boolean malformed;
    private boolean cutShort;

    AnswerReader reader() {
        return reader;
    }

    Boundary boundary() {
        return boundary;
    }

    /** Whether the event that ended last holds usage and nothing else. */
    boolean usageOnly() {
        return usageOnly;
    }

    /** Whether {@code [DONE]} has come. */
    boolean done() {
        return done;
    }

    /** Whether an event has had data that was neither JSON nor {@code [DONE]}. */
    boolean malformed() {
        return malformed;
    }

    /** Reads up to the next boundary and returns the index behind it, {@code to} when there is none. */
    int advance(byte[] bytes, int from, int to) {
        boundary = Boundary.NONE;
        int i = from;
        if (lineFeedMayFollow && i < to) {
            lineFeedMayFollow = false;
            if (bytes[i] == '\n') {
                i++;
                boundary = atBlockStart ? Boundary.LINE_FEED : Boundary.NONE;
            }
        }
        while (i < to && boundary == Boundary.NONE) {
            i = switch (part) {
                case NAME -> name(bytes, i, to);
                case SPACE -> space(bytes, i);
                case VALUE -> value(bytes, i, to);
            };
        }
        return i;
    }

    /** The stream has come to its end; whatever event is open ends with it. */
    void finish() {
        usageOnly = false;
        cutShort = nameBytes > 0 && part == Part.NAME;
        if (hasFields) {
            cutShort = !hasData || !json.complete() && !doneMark.matched();
            endEvent();
        }
    }

    /** Whether the stream has ended amid an event. */
    boolean cutShort() {
        return cutShort;
    }

    private int name(byte[] bytes, int i, int to) {
        byte b = bytes[i];
        if (markBytes < BYTE_ORDER_MARK.length) {
            if (b == BYTE_ORDER_MARK[markBytes]) {
                markBytes++;
                return i + 1;
            }
            markBytes = BYTE_ORDER_MARK.length;
        }
        if (b == '\n' || b == '\r') {
            if (nameBytes > 0) {
                beginValue();
            }
            return endLine(bytes, i, to);
        }
        if (b == ':') {
            beginValue();
            return i + 1;
        }
        if (nameBytes == 0) {
            nameLike = b == 'd' ? DATA : EVENT;
        }
        if (nameLike != null && (nameBytes >= nameLike.length || nameLike[nameBytes] != b)) {
            nameLike = null;
        }
        nameBytes++;
        return i + 1;
    }

    private void beginValue() {
        part = Part.SPACE;
        if (nameBytes == 0) {
            field = Field.COMMENT;
            return;
        }
        atBlockStart = false;
        hasFields = true;
        if (nameLike == null || nameBytes < nameLike.length) {
            field = Field.OTHER;
        } else if (nameLike == DATA) {
            field = Field.DATA;
            beginData();
        } else {
            field = Field.EVENT;
            errorEvent.reset();
        }
    }

    private void beginData() {
        if (hasData) {
            json.feed(NEW_LINE, 0, 1);
            doneMark.take(NEW_LINE, 0, 1);
        } else {
            hasData = true;
            json.reset();
            doneMark.reset();
        }
    }

    private int space(byte[] bytes, int i) {
        part = Part.VALUE;
        return bytes[i] == ' ' ? i + 1 : i;
    }

    private int value(byte[] bytes, int from, int to) {
        int end = ByteSearch.lineEnd(bytes, from, to);
        switch (field) {
            case DATA -> {
                json.feed(bytes, from, end);
                doneMark.take(bytes, from, end);
            }
            case EVENT -> errorEvent.take(bytes, from, end);
            case COMMENT, OTHER -> {}
        }
        return end < to ? endLine(bytes, end, to) : to;
    }

    private int endLine(byte[] bytes, int i, int to) {
        boolean blank = part == Part.NAME && nameBytes == 0;
        int next = i + 1;
        if (bytes[i] == '\r') {
            if (next < to && bytes[next] == '\n') {
                next++;
            } else {
                lineFeedMayFollow = next == to;
            }
        }
        if (blank) {
            endEvent();
        } else if (field == Field.COMMENT && !hasFields) {
            boundary = Boundary.COMMENT;
        }
        part = Part.NAME;
        nameBytes = 0;
        return next;
    }

    private void endEvent() {
        boundary = Boundary.EVENT;
        usageOnly = false;
        if (hasData) {
            boolean wellFormed = json.complete();
            reader.documentEnded(wellFormed);
            usageOnly = wellFormed && reader.isUsageOnly();
            done |= doneMark.matched();
            malformed |= !wellFormed && !doneMark.matched() && !json.blank();
        }
        if (errorEvent.matched()) {
            reader.fail();
        }
        reader.reset();
        hasFields = false;
        hasData = false;
        errorEvent.reset();
        atBlockStart = true;
    }

    /** Tells whether text that comes in pieces is a certain word, white space behind it aside. */
    private static final class Literal {

        private static final int MISMATCH = -1;

        private final byte[] word;
        private int index;

        Literal(String word) {
            this.word = word.getBytes(StandardCharsets.US_ASCII);
        }

        void reset() {
            index = 0;
        }

        void take(byte[] bytes, int from, int to) {
            for (int i = from; i < to && index != MISMATCH; i++) {
                byte b = bytes[i];
                if (index < word.length && b == word[index]) {
                    index++;
                } else if (index < word.length || b != ' ' && b != '\t' && b != '\n') {
                    index = MISMATCH;
                }
            }
        }

        boolean matched() {
            return index == word.length;
        }
    }
}
