package io.tollgate.gateway.metering.json;

/**
 * Reads JSON that comes in pieces, split anywhere, and keeps nothing of it but the name or string at hand, cut to {@value
 * #MOST_KEPT} bytes. Strict about the grammar of RFC 8259 except that it does not check UTF-8; from the first fault on it
 * reports nothing.
 */
public final class JsonScanner {

    public static final int MOST_KEPT = 128;
    static final int MOST_LEVELS = 512;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private enum State {
        VALUE,
        VALUE_OR_END,
        KEY,
        KEY_OR_END,
        COLON,
        COMMA_OR_END,
        STRING,
        ESCAPE,
        UNICODE,
        NUMBER,
        LITERAL,
        DONE,
        MALFORMED
    }

    private final JsonHandler handler;
    private final JsonNumber number = new JsonNumber();
    private final long[] objectLevels = new long[MOST_LEVELS / Long.SIZE];
    private final byte[] kept = new byte[MOST_KEPT];

    private State state = State.VALUE;
    private int depth;
    /** The level of the container whose inside nobody wants, 0 when there is none. */
    private int quietDepth;

    private boolean isKey;
    private boolean keeps;
    private int keptBytes;
    private long textBytes;
    private int unicode;
    private int unicodeDigits;
    private byte[] literal = NULL;
    private int literalIndex;

    public JsonScanner(JsonHandler handler) {
        this.handler = handler;
    }

    /** Starts afresh with another document. */
    public void reset() {
        state = State.VALUE;
        depth = 0;
        quietDepth = 0;
    }

    /** Whether what has been fed is exactly one well-formed document. */
    public boolean complete() {
        return state == State.DONE || state == State.NUMBER && depth == 0 && number.complete();
    }

    /** Whether no document has begun. */
    public boolean blank() {
        return state == State.VALUE && depth == 0;
    }

    public void feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            switch (state) {
                case STRING -> i = string(bytes, i, to);
                case NUMBER -> i = number(bytes, i, to);
                case MALFORMED -> i = to;
                case ESCAPE -> escape(bytes[i++]);
                case UNICODE -> unicode(bytes[i++]);
                case LITERAL -> literal(bytes[i++]);
                default -> structure(bytes[i++]);
            }
        }
    }

    private void structure(byte b) {
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            return;
        }
        switch (state) {
            case COMMA_OR_END -> {
                if (b == ',') {
                    state = inObject() ? State.KEY : State.VALUE;
                } else {
                    close(b);
                }
            }
            case COLON -> state = b == ':' ? State.VALUE : State.MALFORMED;
            case KEY, KEY_OR_END -> {
                if (b == '"') {
                    beginString(true, !quiet());
                } else if (state == State.KEY_OR_END) {
                    close(b);
                } else {
                    state = State.MALFORMED;
                }
            }
            case VALUE_OR_END -> {
                if (b == ']') {
                    close(b);
                } else {
                    value(b);
                }
            }
            case VALUE -> value(b);
            default -> state = State.MALFORMED;
        }
    }

    private void value(byte b) {
        switch (b) {
            case '"' -> beginString(false, !quiet() && handler.wantsText());
            case '{' -> open(true);
            case '[' -> open(false);
            case 't' -> beginLiteral(TRUE);
            case 'f' -> beginLiteral(FALSE);
            case 'n' -> beginLiteral(NULL);
            default -> state = number.begin(b) ? State.NUMBER : State.MALFORMED;
        }
    }

    private void open(boolean object) {
        if (depth == MOST_LEVELS) {
            state = State.MALFORMED;
            return;
        }
        boolean wanted = !quiet() && (object ? handler.beginObject() : handler.beginArray());
        long bit = 1L << depth;
        int word = depth / Long.SIZE;
        objectLevels[word] = object ? objectLevels[word] | bit : objectLevels[word] & ~bit;
        depth++;
        if (!wanted && !quiet()) {
            quietDepth = depth;
        }
        state = object ? State.KEY_OR_END : State.VALUE_OR_END;
    }

    private void close(byte b) {
        if (depth == 0 || b != (inObject() ? '}' : ']')) {
            state = State.MALFORMED;
            return;
        }
        if (!quiet()) {
            handler.end();
        } else if (depth == quietDepth) {
            quietDepth = 0;
        }
        depth--;
        valueDone();
    }

    private void valueDone() {
        state = depth == 0 ? State.DONE : State.COMMA_OR_END;
    }

    private boolean quiet() {
        return quietDepth > 0;
    }

    private boolean inObject() {
        int level = depth - 1;
        return level >= 0 && (objectLevels[level / Long.SIZE] >>> level & 1) == 1;
    }

    private void beginString(boolean key, boolean keep) {
        isKey = key;
        keeps = keep;
        keptBytes = 0;
        textBytes = 0;
        state = State.STRING;
    }

    private int string(byte[] bytes, int from, int to) {
        int end = ByteSearch.plainEnd(bytes, from, to);
        textBytes += end - from;
        if (keeps) {
            int more = Math.min(end - from, MOST_KEPT - keptBytes);
            System.arraycopy(bytes, from, kept, keptBytes, more);
            keptBytes += more;
        }
        return end < to ? leaveRun(bytes[end], end) : to;
    }

    private int leaveRun(byte b, int i) {
        if (b == '"') {
            endString();
        } else {
            state = b == '\\' ? State.ESCAPE : State.MALFORMED;
        }
        return i + 1;
    }

    private void endString() {
        if (isKey) {
            state = State.COLON;
            if (!quiet()) {
                handler.key(kept, keptBytes);
            }
        } else {
            if (!quiet()) {
                handler.text(kept, keptBytes, textBytes);
            }
            valueDone();
        }
    }

    private void escape(byte b) {
        if (b == 'u') {
            unicode = 0;
            unicodeDigits = 0;
            state = State.UNICODE;
            return;
        }
        int character =
                switch (b) {
                    case '"', '\\', '/' -> b;
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> -1;
                };
        if (character < 0) {
            state = State.MALFORMED;
            return;
        }
        keep((byte) character);
        textBytes++;
        state = State.STRING;
    }

    private void unicode(byte b) {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit < 0) {
            state = State.MALFORMED;
            return;
        }
        unicode = unicode << 4 | digit;
        if (++unicodeDigits == 4) {
            keep(unicode < 0x80 ? (byte) unicode : (byte) '?');
            textBytes += unicode < 0x80 ? 1 : unicode < 0x800 || Character.isSurrogate((char) unicode) ? 2 : 3;
            state = State.STRING;
        }
    }

    private void keep(byte b) {
        if (keeps && keptBytes < MOST_KEPT) {
            kept[keptBytes++] = b;
        }
    }

    private int number(byte[] bytes, int from, int to) {
        int i = number.take(bytes, from, to);
        if (i < to) {
            if (!number.complete()) {
                state = State.MALFORMED;
                return i;
            }
            if (!quiet()) {
                if (number.fits()) {
                    handler.integer(number.value());
                } else {
                    handler.other(false);
                }
            }
            valueDone();
        }
        return i;
    }

    private void beginLiteral(byte[] expected) {
        literal = expected;
        literalIndex = 1;
        state = State.LITERAL;
    }

    private void literal(byte b) {
        if (b != literal[literalIndex]) {
            state = State.MALFORMED;
        } else if (++literalIndex == literal.length) {
            if (!quiet()) {
                handler.other(literal == NULL);
            }
            valueDone();
        }
    }
}
