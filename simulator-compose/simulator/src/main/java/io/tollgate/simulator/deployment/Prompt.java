package io.tollgate.simulator.deployment;

import io.tollgate.simulator.request.PromptPart;
import io.tollgate.simulator.tokens.TokenCounter;
import java.util.List;

/**
 * A counted prompt. Element i of both arrays covers parts 0 to i.
 *
 * @param tokensUpTo tokens, framing included
 * @param hashUpTo a hash of the texts
 */
record Prompt(int[] tokensUpTo, long[] hashUpTo) {

    static Prompt count(List<PromptPart> parts, TokenCounter counter) {
        int[] tokensUpTo = new int[parts.size()];
        long[] hashUpTo = new long[parts.size()];
        int tokens = 0;
        long hash = 1;
        for (int i = 0; i < parts.size(); i++) {
            PromptPart part = parts.get(i);
            tokens += part.framingTokens();
            for (String text : part.texts()) {
                tokens += counter.count(text);
                hash = hash * 0x9E3779B97F4A7C15L + text.hashCode() + ((long) text.length() << 32);
            }
            tokensUpTo[i] = tokens;
            hashUpTo[i] = hash;
        }
        return new Prompt(tokensUpTo, hashUpTo);
    }

    int tokens() {
        return tokensUpTo[tokensUpTo.length - 1];
    }
}
