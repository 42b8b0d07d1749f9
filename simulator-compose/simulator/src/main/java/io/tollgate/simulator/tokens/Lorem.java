package io.tollgate.simulator.tokens;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Text whose token count is known without a tokenizer: every word and every full stop is one token in both
 * {@code o200k_base} and {@code cl100k_base}, alone and in this order. Pure ASCII that needs no escape in JSON.
 * Immutable.
 */
public final class Lorem {
    private static final int WORDS_IN_A_SENTENCE = 11;
    private static final int TOKENS = 65_536;
    private static final List<String> OPENERS =
            List.of("The", "A", "This", "Each", "One", "Our", "Some", "When", "In", "At", "From", "With");
    private static final List<String> WORDS = List.of(
            "time", "house", "water", "light", "paper", "world", "number", "people", "story", "music", "garden",
            "morning", "river", "street", "window", "table", "letter", "summer", "winter", "market", "little", "good",
            "long", "new", "open", "small", "quiet", "early", "under", "over", "near", "after", "before", "about",
            "and", "or", "of", "to", "for", "on", "is", "was", "has", "made", "found", "gave", "kept", "left");
    private static final Lorem INSTANCE = new Lorem();

    private final byte[] text;
    private final int[] ends = new int[TOKENS + 1];
    private final int sentenceTokens = WORDS_IN_A_SENTENCE + 1;

    private Lorem() {
        SplittableRandom random = new SplittableRandom(42);
        StringBuilder all = new StringBuilder(TOKENS * 6);
        for (int token = 0; token < TOKENS; token++) {
            int place = token % sentenceTokens;
            if (place == sentenceTokens - 1) {
                all.append('.');
            } else {
                List<String> from = place == 0 ? OPENERS : WORDS;
                all.append(' ').append(from.get(random.nextInt(from.size())));
            }
            ends[token + 1] = all.length();
        }
        text = all.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The one text. */
    public static Lorem text() {
        return INSTANCE;
    }

    /** A piece of {@code tokens} tokens; {@code choice} picks one of the sentences that it can begin with. */
    public Slice slice(int tokens, int choice) {
        if (tokens < 0 || tokens > TOKENS / 2) {
            throw new IllegalArgumentException("tokens");
        }
        int sentences = TOKENS / 2 / sentenceTokens;
        return new Slice(Math.floorMod(choice, sentences) * sentenceTokens, tokens);
    }

    /** {@code tokens} tokens that begin with a sentence. Its first token has no leading space. */
    public final class Slice {
        private final int first;
        private final int tokens;

        private Slice(int first, int tokens) {
            this.first = first;
            this.tokens = tokens;
        }

        /** How many tokens it has, exactly. */
        public int tokens() {
            return tokens;
        }

        /** The bytes that all slices share. Not to be changed. */
        public byte[] bytes() {
            return text;
        }

        /** Where token {@code index} begins in {@link #bytes}. */
        public int start(int index) {
            return ends[first + index] + (index == 0 ? 1 : 0);
        }

        /** Where token {@code index} ends in {@link #bytes}. */
        public int end(int index) {
            return ends[first + index + 1];
        }

        /** This slice up to where one of {@code stops} would begin, in whole tokens. */
        public Slice before(List<String> stops) {
            String whole = toString();
            int cut = whole.length();
            for (String stop : stops) {
                int found = whole.indexOf(stop);
                cut = found < 0 ? cut : Math.min(cut, found);
            }
            if (cut == whole.length()) {
                return this;
            }
            int kept = 0;
            while (kept < tokens && end(kept) - start(0) <= cut) {
                kept++;
            }
            return new Slice(first, kept);
        }

        /** The text. */
        @Override
        public String toString() {
            return tokens == 0 ? "" : new String(text, start(0), end(tokens - 1) - start(0), StandardCharsets.US_ASCII);
        }
    }
}
