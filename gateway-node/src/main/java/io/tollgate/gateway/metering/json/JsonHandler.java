package io.tollgate.gateway.metering.json;

/** What a {@link JsonScanner} reports, in the order of the document. */
public interface JsonHandler {

    /** The next value's name. {@code name} is only good during the call, and cut at {@link JsonScanner#MOST_KEPT}. */
    void key(byte[] name, int length);

    /** Whether to report what is inside. When false, neither the inside nor the end of it is reported. */
    boolean beginObject();

    /** Whether to report what is inside. When false, neither the inside nor the end of it is reported. */
    boolean beginArray();

    /** The end of the innermost object or array whose inside is reported. */
    void end();

    /** Whether the string that begins is wanted, or only its length. */
    boolean wantsText();

    /**
     * A string.
     *
     * @param text its first bytes when they were wanted; only good during the call
     * @param kept how many of them there are
     * @param utf8Bytes the length of the whole, nearly: every escaped character outside ASCII counts as three bytes
     */
    void text(byte[] text, int kept, long utf8Bytes);

    /** A whole number that fits, in any form: {@code 100}, {@code 100.0}, {@code 1e2}. */
    void integer(long value);

    /** Any other number, true, false or null. */
    void other(boolean isNull);
}
