package io.tollgate.gateway.admission.estimate;

import com.knuddels.jtokkit.api.Encoding;

/**
 * Adds up the tokens of texts at a bounded cost. Text is counted in pieces cut before a space, where tokenizers cut too;
 * only text that goes on for {@value #MOST_PIECE_CHARACTERS} characters without one, or a run of letters, digits, spaces
 * or signs longer than {@value #MOST_RUN_CHARACTERS}, which no language has and a tokenizer is slow at, is cut elsewhere,
 * at an error of one token. What is beyond {@value #MOST_CHARACTERS} characters is taken to be like what was before.
 */
final class TextCount {

    static final int MOST_CHARACTERS = 1 << 19;
    static final int MOST_PIECE_CHARACTERS = 5 * 1024;
    static final int MOST_RUN_CHARACTERS = 256;

    private static final int GOOD_PIECE_CHARACTERS = 4 * 1024;

    private final Encoding encoding;
    private long tokens;
    private long characters;
    private long charactersBeyond;

    TextCount(Encoding encoding) {
        this.encoding = encoding;
    }

    long tokens() {
        return charactersBeyond == 0
                ? tokens
                : tokens + (long) Math.ceil((double) tokens * charactersBeyond / characters);
    }

    /** A message's name costs one more than its text. */
    void addName() {
        tokens++;
    }

    /** A role is one token, said or not. */
    void addRole() {
        tokens++;
    }

    void add(String text) {
        int end = (int) Math.min(text.length(), MOST_CHARACTERS - characters);
        charactersBeyond += text.length() - end;
        characters += end;
        int from = 0;
        int runStart = 0;
        int runKind = -1;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            int kind = kind(c);
            if (kind != runKind) {
                runKind = kind;
                runStart = i;
            }
            boolean good = i - from >= GOOD_PIECE_CHARACTERS && c == ' ' && runStart == i;
            boolean late = i - from >= MOST_PIECE_CHARACTERS || i - runStart >= MOST_RUN_CHARACTERS;
            if (good || late && !Character.isLowSurrogate(c)) {
                tokens += encoding.countTokensOrdinary(text.substring(from, i));
                from = i;
                runStart = i;
            }
        }
        if (from < end) {
            boolean whole = from == 0 && end == text.length();
            tokens += encoding.countTokensOrdinary(whole ? text : text.substring(from, end));
        }
    }

    private static int kind(char c) {
        if (Character.isWhitespace(c)) {
            return 0;
        }
        return Character.isDigit(c) ? 1 : Character.isLetter(c) ? 2 : 3;
    }
}
