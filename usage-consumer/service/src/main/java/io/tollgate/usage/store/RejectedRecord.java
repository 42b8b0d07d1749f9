package io.tollgate.usage.store;

import java.util.Arrays;
import java.util.Objects;

/**
 * A record that is no usage event, or one that the store refused.
 *
 * @param offset in its partition
 * @param reason what is wrong with it
 * @param value its first bytes, at most {@link #MOST_BYTES}
 * @param valueBytes how many there were
 */
public record RejectedRecord(long offset, String reason, byte[] value, int valueBytes) {

    /** More of a record than this is not kept. */
    public static final int MOST_BYTES = 65_536;

    /** The record of {@code value}, which may be null. */
    public static RejectedRecord of(long offset, String reason, byte[] value) {
        byte[] whole = value == null ? new byte[0] : value;
        byte[] kept = whole.length <= MOST_BYTES ? whole : Arrays.copyOf(whole, MOST_BYTES);
        return new RejectedRecord(offset, reason, kept, whole.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RejectedRecord(long o, String r, byte[] v, int n)
                && o == offset
                && n == valueBytes
                && r.equals(reason)
                && Arrays.equals(v, value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(offset, reason, Arrays.hashCode(value), valueBytes);
    }

    @Override
    public String toString() {
        return "RejectedRecord[offset=" + offset + ", reason=" + reason + ", valueBytes=" + valueBytes + "]";
    }
}
