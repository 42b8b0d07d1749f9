package io.tollgate.gateway.body.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Makes images, small in bytes, and the URLs that hold them. */
public final class EncodedImages {

    private EncodedImages() {}

    /** What {@code image_url.url} says of an image. */
    public static String dataUrl(String type, byte[] image) {
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(image);
    }

    /** A PNG, JPEG or GIF. */
    public static byte[] encoded(String format, int width, int height) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(blank(width, height), format, out);
        return out.toByteArray();
    }

    static byte[] progressiveJpeg(int width, int height) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        var out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(blank(width, height), null, null), parameters);
        }
        writer.dispose();
        return out.toByteArray();
    }

    /** The JPEG with so many segments of metadata before everything else. */
    static byte[] withMetadata(byte[] jpeg, int segments, int bytesEach) {
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (int i = 0; i < segments; i++) {
            int length = bytesEach + 2;
            out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >>> 8), (byte) length});
            out.writeBytes(new byte[bytesEach]);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    static byte[] lossyWebp(int width, int height) {
        return webp("VP8 ", 0x30, 0x01, 0x00, 0x9D, 0x01, 0x2A, width, width >>> 8, height, height >>> 8);
    }

    static byte[] losslessWebp(int width, int height) {
        int sizes = width - 1 | height - 1 << 14 | 1 << 28;
        return webp("VP8L", 0x2F, sizes, sizes >>> 8, sizes >>> 16, sizes >>> 24);
    }

    static byte[] extendedWebp(int width, int height) {
        int w = width - 1;
        int h = height - 1;
        return webp("VP8X", 0x10, 0, 0, 0, w, w >>> 8, w >>> 16, h, h >>> 8, h >>> 16);
    }

    private static byte[] webp(String chunk, int... content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes("RIFF".getBytes(ISO_8859_1));
        out.writeBytes(new byte[] {(byte) (12 + content.length), 0, 0, 0});
        out.writeBytes(("WEBP" + chunk).getBytes(ISO_8859_1));
        out.writeBytes(new byte[] {(byte) content.length, 0, 0, 0});
        for (int b : content) {
            out.write(b);
        }
        return out.toByteArray();
    }

    private static BufferedImage blank(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    }
}
