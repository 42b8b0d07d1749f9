package io.tollgate.gateway.admission.estimate.image;

import io.tollgate.gateway.body.image.Image;
import io.tollgate.gateway.body.image.Image.Detail;
import io.tollgate.gateway.body.image.ImageSize;
import io.tollgate.gateway.body.image.Images;

/** What the images of a prompt cost. */
public final class ImageTokens {

    private static final ImageSize USUAL_SIZE = new ImageSize(1_024, 1_024);

    private ImageTokens() {}

    /** What they probably cost: those of unknown size as if they were of 1024 by 1024 pixels. */
    public static long usual(String model, Images images) {
        if (images.count() == 0) {
            return 0;
        }
        ImageRule rule = ImageRules.of(model);
        long tokens = images.unseen() * rule.tokens(new Image(USUAL_SIZE, Detail.AUTO));
        for (Image image : images.seen()) {
            tokens += rule.tokens(image.size().isKnown() ? image : new Image(USUAL_SIZE, image.detail()));
        }
        return tokens;
    }

    /** The most that they can cost: those of unknown size as if they were the largest. */
    public static long most(String model, Images images) {
        if (images.count() == 0) {
            return 0;
        }
        ImageRule rule = ImageRules.of(model);
        long tokens = images.unseen() * rule.most(Detail.ORIGINAL);
        for (Image image : images.seen()) {
            tokens += image.size().isKnown() ? rule.tokens(image) : rule.most(image.detail());
        }
        return tokens;
    }
}
