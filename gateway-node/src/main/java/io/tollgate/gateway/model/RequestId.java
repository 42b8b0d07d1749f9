package io.tollgate.gateway.model;

import java.util.HexFormat;

/**
 * Identifies a request: in {@code x-tollgate-request-id}, as reservation id and as event id.
 *
 * @param value 32 hexadecimal digits that grow with time, in the layout of
 *     <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">UUID version 7</a>
 */
public record RequestId(String value) {

    private static final HexFormat HEX = HexFormat.of();

    /**
     * @param epochMillis now
     * @param randomHigh random bits, of which 12 are used
     * @param randomLow random bits, of which 62 are used
     */
    public static RequestId of(long epochMillis, long randomHigh, long randomLow) {
        long high = epochMillis << 16 | 0x7000L | randomHigh & 0x0FFFL;
        long low = randomLow & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new RequestId(HEX.toHexDigits(high) + HEX.toHexDigits(low));
    }

    @Override
    public String toString() {
        return value;
    }
}
