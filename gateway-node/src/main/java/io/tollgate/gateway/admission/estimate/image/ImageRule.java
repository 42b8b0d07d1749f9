package io.tollgate.gateway.admission.estimate.image;

import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.Image.Detail;

/** How a model counts images. */
sealed interface ImageRule permits TileRule, PatchRule {

    /**
     * The tokens of an image.
     *
     * @param image of known size
     */
    long tokens(Image image);

    /** The tokens of the most expensive image in this detail. */
    long most(Detail detail);
}
