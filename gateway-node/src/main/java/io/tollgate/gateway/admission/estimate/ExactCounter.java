package io.tollgate.gateway.admission.estimate;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.tollgate.catalog.Operation;
import io.tollgate.gateway.admission.estimate.image.ImageTokens;
import io.tollgate.gateway.body.InferenceBody;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts a prompt's tokens with the model's own tokenizer. Exact for text, and for images of known size by the vendor's rule;
 * tools and the like are added by rule of thumb.
 * Thread-safe. Loads a tokenizer, up to a second's work, when it is first needed.
 */
public final class ExactCounter {

    /** Text that takes about a tenth of a millisecond to count. */
    static final long MOST_CHEAP_BYTES = 1024;

    /** A body, of images for the most part, through which the text can be found in as little time. */
    static final int MOST_CHEAP_BODY_BYTES = 64 * 1024;

    private final EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
    private final ConcurrentHashMap<EncodingType, Encoding> loaded = new ConcurrentHashMap<>(2);

    /** Whether {@link #count} and {@link #bound} would take so long that they must not run on an event loop. */
    public boolean costly(String model, InferenceBody body) {
        return body.features().textBytes() > MOST_CHEAP_BYTES
                || body.bytes().length > MOST_CHEAP_BODY_BYTES
                || !loaded.containsKey(ModelEncoding.of(model));
    }

    /** Loads the tokenizer of {@code model}. Not for an event loop. */
    public void load(String model) {
        encoding(model);
    }

    /** The prompt's tokens, 1 or more; an image of unknown size counts as a usual one. */
    public long count(String model, Operation operation, InferenceBody body) {
        return Math.max(
                1,
                withoutImages(model, operation, body)
                        + ImageTokens.usual(model, body.features().images()));
    }

    /** The prompt's tokens, 1 or more; an image of unknown size counts as much as one can. */
    public long bound(String model, Operation operation, InferenceBody body) {
        return Math.max(
                1,
                withoutImages(model, operation, body)
                        + ImageTokens.most(model, body.features().images()));
    }

    private long withoutImages(String model, Operation operation, InferenceBody body) {
        var text = new TextCount(encoding(model));
        new PromptText(text).read(operation, body.bytes());
        return text.tokens() + Surcharge.of(body.features());
    }

    private Encoding encoding(String model) {
        EncodingType type = ModelEncoding.of(model);
        Encoding known = loaded.get(type);
        // Only a reader of what is absent may have to wait for a tokenizer that is being loaded.
        return known != null ? known : loaded.computeIfAbsent(type, registry::getEncoding);
    }
}
