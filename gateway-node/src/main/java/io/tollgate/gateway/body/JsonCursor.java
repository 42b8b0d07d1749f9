package io.tollgate.gateway.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** A strict JSON parser over a body that also knows where in the body it stands. */
final class JsonCursor implements AutoCloseable {

    /** No body that people send is nested deeper; one that is costs stack and memory wherever it goes. */
    static final int MOST_LEVELS = 128;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_LEVELS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final int BYTE_ORDER_MARK_BYTES = 3;

    private final byte[] bytes;
    private final int start;
    private final JsonParser parser;
    private JsonToken token;

    JsonCursor(byte[] bytes) throws IOException {
        this.bytes = bytes;
        this.start = hasByteOrderMark(bytes) ? BYTE_ORDER_MARK_BYTES : 0;
        this.parser = FACTORY.createParser(bytes, start, bytes.length - start);
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK_BYTES
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Moves on; null behind the end. */
    JsonToken next() throws IOException {
        token = parser.nextToken();
        return token;
    }

    JsonToken token() {
        return token;
    }

    String name() throws IOException {
        return parser.currentName();
    }

    String text() throws IOException {
        return parser.getText();
    }

    /**
     * The current value as an integer from 0 to {@code max}; {@link BodyFields#ABSENT} for null. Whether 0 means anything is the
     * backend's to say.
     */
    long count(String name, int max) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return BodyFields.ABSENT;
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw InvalidBodyException.wrongType(name, "an integer", token);
        }
        long value = integer();
        if (value < 0) {
            throw InvalidBodyException.below(name, 0);
        }
        if (value > max) {
            throw InvalidBodyException.above(name, max);
        }
        return value;
    }

    /** The current integer, or {@link Long#MAX_VALUE} or {@link Long#MIN_VALUE} for one that is out of range. */
    private long integer() throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return parser.getBigIntegerValue().signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return parser.getLongValue();
    }

    /** Whether the current string is a web address or data in place of one, by its first letters. */
    boolean isAddress() {
        return startsWith("http") || startsWith("data:");
    }

    private boolean startsWith(String text) {
        int at = offset() + 1;
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the current value is an empty string, array or object. */
    boolean isEmpty() {
        int at = offset();
        int end = at + 1;
        while (bytes[at] != '"' && bytes[end] <= ' ') {
            end++;
        }
        return switch (bytes[at]) {
            case '"' -> bytes[end] == '"';
            case '[' -> bytes[end] == ']';
            case '{' -> bytes[end] == '}';
            default -> false;
        };
    }

    /** Where the current token starts. */
    int offset() {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Moves to the end of the current value. */
    void skip() throws IOException {
        parser.skipChildren();
        token = parser.currentToken();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
