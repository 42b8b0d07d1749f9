package io.tollgate.gateway.admission.estimate.image;

import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.Image.Detail;
import io.tollgate.gateway.body.image.ImageSize;

/**
 * The image is made to fit into a square of 2048 pixels, then its shorter side 768 pixels long; smaller ones stay as they are.
 * It costs so much as a whole, and in any but low detail so much more for each tile of 512 pixels that it needs. Where the model
 * decides on the detail, high is taken.
 */
record TileRule(int baseTokens, int tileTokens) implements ImageRule {

    private static final int LONGEST_SIDE = 2_048;
    private static final int SHORTER_SIDE = 768;
    private static final int TILE_SIDE = 512;

    private static final int MOST_TILES = Math.ceilDiv(LONGEST_SIDE, TILE_SIDE) * Math.ceilDiv(SHORTER_SIDE, TILE_SIDE);

    @Override
    public long tokens(Image image) {
        return image.detail() == Detail.LOW ? baseTokens : baseTokens + tileTokens * tiles(image.size());
    }

    @Override
    public long most(Detail detail) {
        return detail == Detail.LOW ? baseTokens : baseTokens + (long) tileTokens * MOST_TILES;
    }

    private static long tiles(ImageSize size) {
        long longer = Math.max(size.width(), size.height());
        long shorter = Math.min(size.width(), size.height());
        if (longer > LONGEST_SIDE) {
            shorter = Math.ceilDiv(shorter * LONGEST_SIDE, longer);
            longer = LONGEST_SIDE;
        }
        if (shorter > SHORTER_SIDE) {
            longer = Math.ceilDiv(longer * SHORTER_SIDE, shorter);
            shorter = SHORTER_SIDE;
        }
        return Math.ceilDiv(longer, TILE_SIDE) * Math.ceilDiv(shorter, TILE_SIDE);
    }
}
