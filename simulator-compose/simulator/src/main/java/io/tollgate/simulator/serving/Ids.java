package io.tollgate.simulator.serving;

import java.util.SplittableRandom;

/** Makes request ids. Used by one thread. */
final class Ids {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private final SplittableRandom random = new SplittableRandom();

    /** A UUID's text. */
    @SuppressWarnings("deprecation")
    String next() {
        byte[] text = new byte[36];
        long bits = random.nextLong();
        for (int i = 0; i < 36; i++) {
            if (i == 19) {
                bits = random.nextLong();
            }
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                text[i] = '-';
            } else {
                text[i] = HEX[(int) bits & 15];
                bits >>>= 4;
            }
        }
        text[14] = '4';
        text[19] = HEX[8 + (text[19] & 3)];
        return new String(text, 0, 0, 36);
    }
}
