package io.tollgate.gateway.admission.estimate.image;

import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.Image.Detail;
import io.tollgate.gateway.body.image.ImageSize;

/**
 * The image costs a token for each patch of 32 pixels that it needs, times what the model's tokens count. One that is too large
 * is made smaller first. What low detail saves is not published for these models; it is counted as high.
 *
 * @param hundredths how much a patch counts, in hundredths of a token
 * @param high how large it may be in high detail
 * @param original the same in original detail
 * @param auto the same where the model decides
 */
record PatchRule(int hundredths, Fit high, Fit original, Fit auto) implements ImageRule {

    private static final int PATCH_SIDE = 32;
    private static final int HUNDREDTHS_PER_TOKEN = 100;

    /** Far less than a pixel, far more than what arithmetic is out by. */
    private static final double HARDLY_ANYTHING = 1e-6;

    /** How large an image may be: in patches, and along its longer side in pixels. */
    record Fit(int mostPatches, int longestSide) {}

    /** The rule of a model to which all details but low are one. */
    static PatchRule of(int hundredths, Fit fit) {
        return new PatchRule(hundredths, fit, fit, fit);
    }

    @Override
    public long tokens(Image image) {
        return counted(patches(image.size(), fit(image.detail())));
    }

    @Override
    public long most(Detail detail) {
        return counted(fit(detail).mostPatches());
    }

    private Fit fit(Detail detail) {
        return switch (detail) {
            case LOW, HIGH -> high;
            case ORIGINAL -> original;
            case AUTO -> auto;
        };
    }

    private long counted(long patches) {
        return Math.ceilDiv(patches * hundredths, HUNDREDTHS_PER_TOKEN);
    }

    private static long patches(ImageSize size, Fit fit) {
        double scale = Math.min(1, (double) fit.longestSide() / Math.max(size.width(), size.height()));
        if (patches(size, 1) > fit.mostPatches()) {
            scale = Math.min(scale, scaleToCover(size, fit.mostPatches()));
        }
        return Math.min(fit.mostPatches(), patches(size, scale));
    }

    /** So that the area is that of so many patches, and then so that a side is a whole number of them. */
    private static double scaleToCover(ImageSize size, int patches) {
        double area = (double) size.width() * size.height();
        double scale = Math.sqrt(patches * (double) (PATCH_SIDE * PATCH_SIDE) / area);
        return scale * Math.min(wholePart(size.width() * scale), wholePart(size.height() * scale));
    }

    /** By how much a side is to be shortened to a whole number of patches; one of less than a patch is left alone. */
    private static double wholePart(double side) {
        double patches = side / PATCH_SIDE;
        return patches < 1 ? 1 : Math.floor(patches) / patches;
    }

    private static long patches(ImageSize size, double scale) {
        return patches(size.width() * scale) * patches(size.height() * scale);
    }

    private static long patches(double side) {
        return Math.max(1, (long) Math.ceil((side - HARDLY_ANYTHING) / PATCH_SIDE));
    }
}
