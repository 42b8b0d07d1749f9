package io.tollgate.gateway.admission.estimate;

import io.tollgate.gateway.body.PromptFeatures;

/**
 * What a prompt costs besides its text and its images, by the vendors' published rules and, where they have none, by rule of
 * thumb.
 */
final class Surcharge {

    /** Each chat message is wrapped in three special tokens. */
    static final int TOKENS_PER_MESSAGE = 3;

    /** Every chat answer is primed with three. */
    static final int TOKENS_PER_CHAT = 3;

    /** By rule of thumb, for an audio clip or a file: as much as an image of 1024 by 1024 pixels. */
    static final int TOKENS_PER_MEDIA_PART = 765;

    /** Tool definitions are shown to the model in a form shorter than JSON. */
    static final int TOOL_BYTES_PER_TOKEN = 5;

    private Surcharge() {}

    static long of(PromptFeatures features) {
        long framing = features.messages() == 0 ? 0 : TOKENS_PER_CHAT + (long) TOKENS_PER_MESSAGE * features.messages();
        return framing
                + features.tokenIds()
                + (long) TOKENS_PER_MEDIA_PART * features.mediaParts()
                + (features.toolBytes() + TOOL_BYTES_PER_TOKEN - 1) / TOOL_BYTES_PER_TOKEN;
    }
}
