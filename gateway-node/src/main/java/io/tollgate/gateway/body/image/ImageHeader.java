package io.tollgate.gateway.body.image;

/**
 * Finds the size of an image in its first bytes, by its format whatever it is called. Never fails; what is damaged, cut short or
 * of another format has no known size. For one image.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#11IHDR">PNG</a>
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">JPEG: ITU-T T.81, annex B</a>
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF, section 18</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649.html">WebP: RFC 9649</a>
 */
final class ImageHeader {

    /** Segments of a JPEG that are passed over on the way to its frame. */
    static final int MOST_SEGMENTS = 256;

    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int CHUNK_SIZE_BYTES = 4;

    private final DataUrl data;

    ImageHeader(DataUrl data) {
        this.data = data;
    }

    ImageSize size() {
        ImageSize size =
                switch (data.next()) {
                    case 0x89 -> png();
                    case 0xFF -> jpeg();
                    case 'G' -> gif();
                    case 'R' -> webp();
                    default -> ImageSize.UNKNOWN;
                };
        return data.ended() ? ImageSize.UNKNOWN : size;
    }

    private ImageSize png() {
        if (!follows("PNG\r\n\u001a\n")) {
            return ImageSize.UNKNOWN;
        }
        data.skip(CHUNK_SIZE_BYTES);
        return follows("IHDR") ? ImageSize.of(bigEndian(4), bigEndian(4)) : ImageSize.UNKNOWN;
    }

    private ImageSize jpeg() {
        if (!follows("\u00d8")) {
            return ImageSize.UNKNOWN;
        }
        for (int segments = 0; segments < MOST_SEGMENTS && data.next() == 0xFF; segments++) {
            int marker = marker();
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE || marker == DataUrl.END) {
                return ImageSize.UNKNOWN;
            }
            if (hasParameters(marker)) {
                int bytes = (int) bigEndian(2) - 2;
                if (startsFrame(marker)) {
                    data.skip(1);
                    long height = bigEndian(2);
                    return ImageSize.of(bigEndian(2), height);
                }
                if (bytes < 0) {
                    return ImageSize.UNKNOWN;
                }
                data.skip(bytes);
            }
        }
        return ImageSize.UNKNOWN;
    }

    /** Any number of fill bytes may stand before the code. */
    private int marker() {
        int code;
        do {
            code = data.next();
        } while (code == 0xFF);
        return code;
    }

    private static boolean hasParameters(int marker) {
        return marker > 0x01 && (marker < 0xD0 || marker > 0xD8);
    }

    /** Baseline, progressive, lossless and the rest: SOF0 to SOF15, among which three codes mean something else. */
    private static boolean startsFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private ImageSize gif() {
        boolean known = follows("IF8") && "79".indexOf(data.next()) >= 0 && follows("a");
        return known ? ImageSize.of(littleEndian(2), littleEndian(2)) : ImageSize.UNKNOWN;
    }

    private ImageSize webp() {
        if (!follows("IFF")) {
            return ImageSize.UNKNOWN;
        }
        data.skip(CHUNK_SIZE_BYTES);
        if (!follows("WEBPVP8")) {
            return ImageSize.UNKNOWN;
        }
        int kind = data.next();
        data.skip(CHUNK_SIZE_BYTES);
        return switch (kind) {
            case ' ' -> lossyWebp();
            case 'L' -> losslessWebp();
            case 'X' -> extendedWebp();
            default -> ImageSize.UNKNOWN;
        };
    }

    private ImageSize lossyWebp() {
        data.skip(3);
        return follows("\u009d\u0001\u002a")
                ? ImageSize.of(littleEndian(2) & 0x3FFF, littleEndian(2) & 0x3FFF)
                : ImageSize.UNKNOWN;
    }

    private ImageSize losslessWebp() {
        if (!follows("/")) {
            return ImageSize.UNKNOWN;
        }
        long sizes = littleEndian(4);
        return ImageSize.of((sizes & 0x3FFF) + 1, (sizes >>> 14 & 0x3FFF) + 1);
    }

    private ImageSize extendedWebp() {
        data.skip(4);
        return ImageSize.of(littleEndian(3) + 1, littleEndian(3) + 1);
    }

    /** Whether these bytes come next. Reads them, up to the first that differs. */
    private boolean follows(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (data.next() != bytes.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private long bigEndian(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << Byte.SIZE | data.next() & 0xFF;
        }
        return value;
    }

    private long littleEndian(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) (data.next() & 0xFF) << Byte.SIZE * i;
        }
        return value;
    }
}
