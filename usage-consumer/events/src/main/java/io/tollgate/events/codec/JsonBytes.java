package io.tollgate.events.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * JSON in UTF-8, appended piece by piece. Every request of a gateway passes through here, and what is written is always the
 * same two dozen fields, so their names are made once: a fifth of what a generator costs that checks what it is told. Not
 * thread-safe.
 */
final class JsonBytes {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(UTF_8);
    private static final int MOST_BYTES_OF_A_CHAR = 6;
    private static final int MOST_BYTES_OF_A_NUMBER = 20;

    private byte[] bytes;
    private int length;

    /** What is written goes behind a copy of {@code before}. */
    JsonBytes(ByteBuffer before, int expectedBytes) {
        length = before.remaining();
        bytes = new byte[length + expectedBytes];
        before.get(before.position(), bytes, 0, length);
    }

    JsonBytes(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** Punctuation and names, as they are. */
    static byte[] raw(String json) {
        return json.getBytes(US_ASCII);
    }

    JsonBytes append(byte[] raw) {
        ensure(raw.length);
        System.arraycopy(raw, 0, bytes, length, raw.length);
        length += raw.length;
        return this;
    }

    JsonBytes append(boolean value) {
        return append(value ? TRUE : FALSE);
    }

    private static final byte[] TRUE = raw("true");
    private static final byte[] FALSE = raw("false");

    JsonBytes append(long value) {
        if (value < 0) {
            return append(raw(Long.toString(value)));
        }
        ensure(MOST_BYTES_OF_A_NUMBER);
        if (value < 10) {
            bytes[length++] = (byte) ('0' + value);
            return this;
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        byte[] to = bytes;
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            to[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** A string in quotes, empty for null; {@link WireText} says what becomes of characters that are none. */
    JsonBytes append(String text) {
        if (text == null) {
            return append("");
        }
        int chars = text.length();
        ensure(chars + 2);
        byte[] to = bytes;
        int at = length;
        to[at++] = '"';
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                length = at;
                return appendRest(text, i);
            }
            to[at++] = (byte) c;
        }
        to[at++] = '"';
        length = at;
        return this;
    }

    private JsonBytes appendRest(String text, int from) {
        ensure((text.length() - from) * MOST_BYTES_OF_A_CHAR + 1);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                codePoint(Character.toCodePoint(c, text.charAt(++i)));
            } else if (c == 0 || Character.isSurrogate(c)) {
                append(REPLACEMENT);
            } else if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = (byte) c;
            } else if (c < ' ') {
                bytes[length++] = '\\';
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[c >> 4];
                bytes[length++] = HEX[c & 0xf];
            } else {
                codePoint(c);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    private void codePoint(int point) {
        if (point < 0x80) {
            bytes[length++] = (byte) point;
        } else if (point < 0x800) {
            bytes[length++] = (byte) (0xc0 | point >> 6);
            bytes[length++] = (byte) (0x80 | point & 0x3f);
        } else if (point < 0x1_0000) {
            bytes[length++] = (byte) (0xe0 | point >> 12);
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
            bytes[length++] = (byte) (0x80 | point & 0x3f);
        } else {
            bytes[length++] = (byte) (0xf0 | point >> 18);
            bytes[length++] = (byte) (0x80 | point >> 12 & 0x3f);
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
            bytes[length++] = (byte) (0x80 | point & 0x3f);
        }
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
