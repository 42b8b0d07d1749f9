package io.tollgate.events.codec;

/** Text that every reader and store can hold: well-formed Unicode without NUL. */
final class WireText {

    private static final char REPLACEMENT = '\uFFFD';

    private WireText() {}

    /** The text itself, or a copy with U+FFFD in place of unpaired surrogates and NUL; empty for null. */
    static String clean(String text) {
        if (text == null) {
            return "";
        }
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean unfit = point == 0 || (point <= Character.MAX_VALUE && Character.isSurrogate((char) point));
            out.appendCodePoint(unfit ? REPLACEMENT : point);
        });
        return out.toString();
    }
}
