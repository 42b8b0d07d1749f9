package io.tollgate.gateway.ingress.door;

import io.tollgate.gateway.exchange.RefusedException;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** How the body of a request may be packed (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4">RFC 9110</a>). */
public enum ContentCoding {
    IDENTITY,
    GZIP,
    DEFLATE;

    /** What {@code accept-encoding} of a refusal says. */
    public static final String SERVED = "gzip, deflate, identity";

    private static final int STEP_BYTES = 16_384;
    private static final int ZLIB_METHOD = 8;
    private static final int ZLIB_CHECK = 31;

    /** The coding that the headers name; empty for one that is not served, and for several. */
    public static Optional<ContentCoding> of(MultiMap headers) {
        List<String> named = headers.getAll("content-encoding");
        String coding = String.join(",", named).strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default -> Optional.empty();
        };
    }

    /**
     * The body, unpacked. Takes as long as it needs: not for event loops.
     *
     * @param maxBytes a larger body is refused
     * @param more asked before so many bytes more are kept: why not, or empty
     * @throws RefusedException when it is too large, or is not packed so
     */
    public byte[] unpack(byte[] packed, long maxBytes, LongFunction<Optional<GatewayFailure>> more) {
        var unpacked = new ByteArrayOutputStream(Math.max(STEP_BYTES, packed.length));
        byte[] step = new byte[STEP_BYTES];
        try (InputStream from = open(packed)) {
            for (int read = from.read(step); read >= 0; read = from.read(step)) {
                if (unpacked.size() + (long) read > maxBytes) {
                    throw new RefusedException(new GatewayFailure.TooLarge(maxBytes));
                }
                GatewayFailure full = more.apply(read).orElse(null);
                if (full != null) {
                    throw new RefusedException(full);
                }
                unpacked.write(step, 0, read);
            }
        } catch (IOException e) {
            throw new RefusedException(new GatewayFailure.Malformed(
                    "The body is not packed as 'content-encoding' says.", null, "invalid_content_encoding"));
        }
        return unpacked.toByteArray();
    }

    private InputStream open(byte[] packed) throws IOException {
        var bytes = new ByteArrayInputStream(packed);
        return switch (this) {
            case IDENTITY -> bytes;
            case GZIP -> new GZIPInputStream(bytes);
            case DEFLATE -> new InflaterInputStream(bytes, new Inflater(!hasZlibHeader(packed)));
        };
    }

    /** What is called deflate is zlib's form by the standard, and the bare form from some clients. */
    private static boolean hasZlibHeader(byte[] packed) {
        return packed.length > 1
                && (packed[0] & 0x0F) == ZLIB_METHOD
                && ((packed[0] & 0xFF) << Byte.SIZE | packed[1] & 0xFF) % ZLIB_CHECK == 0;
    }
}
