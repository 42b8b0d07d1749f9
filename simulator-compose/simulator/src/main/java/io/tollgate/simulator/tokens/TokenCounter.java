package io.tollgate.simulator.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Locale;

/** Counts the tokens of a text as a model's tokenizer would, and remembers repeated texts. Safe for many threads. */
public final class TokenCounter {
    private static final long CACHED_CHARS = 8_000_000;
    private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();
    private static final TokenCounter O200K = new TokenCounter(REGISTRY.getEncoding(EncodingType.O200K_BASE));
    private static final TokenCounter CL100K = new TokenCounter(REGISTRY.getEncoding(EncodingType.CL100K_BASE));

    private final Encoding encoding;
    private final TwoGenerationCache counts = new TwoGenerationCache(CACHED_CHARS);

    private TokenCounter(Encoding encoding) {
        this.encoding = encoding;
    }

    /** The counter for {@code model}: cl100k for embeddings, gpt-3.5 and the first gpt-4; o200k for all others. */
    public static TokenCounter forModel(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        boolean secondGeneration = name.startsWith("gpt-4o") || name.startsWith("gpt-4.");
        boolean older = name.startsWith("text-embedding")
                || name.startsWith("gpt-3")
                || name.startsWith("gpt-4") && !secondGeneration;
        return older ? CL100K : O200K;
    }

    /** Tokens of {@code text}; special tokens are text like any other. */
    public int count(String text) {
        return text.isEmpty() ? 0 : counts.get(text, encoding::countTokensOrdinary);
    }
}
