package io.tollgate.gateway.admission.estimate;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.tollgate.catalog.Operation;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.body.PromptFeatures;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts a prompt's tokens with the model's own tokenizer. Exact for text; tools, images and the like are added by rule.
 * Thread-safe. Loads a tokenizer, up to a second's work, when it is first needed.
 */
public final class ExactCounter {

    /** Text that takes about a tenth of a millisecond to count. */
    static final long MOST_CHEAP_BYTES = 1024;

    private final EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
    private final ConcurrentHashMap<EncodingType, Encoding> loaded = new ConcurrentHashMap<>(2);

    /** Whether {@link #count} would take so long that it must not run on an event loop. */
    public boolean costly(String model, PromptFeatures features) {
        return features.textBytes() > MOST_CHEAP_BYTES || !loaded.containsKey(ModelEncoding.of(model));
    }

    /** Loads the tokenizer of {@code model}. Not for an event loop. */
    public void load(String model) {
        encoding(model);
    }

    /** The prompt's tokens, 1 or more. */
    public long count(String model, Operation operation, InferenceBody body) {
        var text = new TextCount(encoding(model));
        new PromptText(text).read(operation, body.bytes());
        return Math.max(1, text.tokens() + Surcharge.of(body.features()));
    }

    private Encoding encoding(String model) {
        EncodingType type = ModelEncoding.of(model);
        Encoding known = loaded.get(type);
        // Only a reader of what is absent may have to wait for a tokenizer that is being loaded.
        return known != null ? known : loaded.computeIfAbsent(type, registry::getEncoding);
    }
}
