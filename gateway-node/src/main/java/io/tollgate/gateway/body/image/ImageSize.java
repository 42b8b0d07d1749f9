package io.tollgate.gateway.body.image;

/**
 * The size of an image in pixels; both sides are 1 or more, or both 0 when it is not known.
 */
public record ImageSize(int width, int height) {

    public static final ImageSize UNKNOWN = new ImageSize(0, 0);

    /**
     * Reads the size of the image in a {@code data:} URL, from its first bytes. Unknown for every other URL, for formats other
     * than PNG, JPEG, GIF and WebP, and for what is none at all. Never fails.
     *
     * @param json a JSON text, not necessarily well-formed
     * @param quote where in it the opening quote of the URL stands
     */
    public static ImageSize ofDataUrl(byte[] json, int quote) {
        var url = new DataUrl(json, quote);
        return url.open() ? new ImageHeader(url).size() : UNKNOWN;
    }

    /** Unknown when one side is out of range. */
    static ImageSize of(long width, long height) {
        boolean possible = width >= 1 && width <= Integer.MAX_VALUE && height >= 1 && height <= Integer.MAX_VALUE;
        return possible ? new ImageSize((int) width, (int) height) : UNKNOWN;
    }

    public boolean isKnown() {
        return width > 0;
    }
}
