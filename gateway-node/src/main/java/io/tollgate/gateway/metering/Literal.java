package io.tollgate.gateway.metering;

import java.nio.charset.StandardCharsets;

/** Tells whether text that comes in pieces is a certain word, white space behind it aside. */
final class Literal {

    private static final int MISMATCH = -1;

    private final byte[] word;
    private int index;

    Literal(String word) {
        this.word = word.getBytes(StandardCharsets.US_ASCII);
    }

    void reset() {
        index = 0;
    }

    void take(byte[] bytes, int from, int to) {
        for (int i = from; i < to && index != MISMATCH; i++) {
            byte b = bytes[i];
            if (index < word.length && b == word[index]) {
                index++;
            } else if (index < word.length || b != ' ' && b != '\t' && b != '\n') {
                index = MISMATCH;
            }
        }
    }

    boolean matched() {
        return index == word.length;
    }
}
