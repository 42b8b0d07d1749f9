package io.tollgate.scenarios.proof.usage.conservation;

import java.util.SplittableRandom;

/** What is asked for, and of a hundred requests how many. */
enum Kind {
    /** An answer in one piece. */
    PLAIN(30),
    /** A stream, read to its end. */
    STREAMED(30),
    /** A stream of which the caller reads some bytes, or an answer in one piece that it does not wait for, and leaves. */
    CANCELLED(15),
    /** Either, on a route whose preferred deployment often fails. */
    FAILED_OVER(12),
    /** One that every deployment fails, or a stream that it breaks off. */
    SPOILT(5),
    /** One that Tollgate refuses. */
    DENIED(8);

    private final int ofHundred;

    Kind(int ofHundred) {
        this.ofHundred = ofHundred;
    }

    static Kind draw(SplittableRandom random) {
        int drawn = random.nextInt(100);
        for (Kind kind : values()) {
            drawn -= kind.ofHundred;
            if (drawn < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the parts of the kinds do not add up to 100");
    }
}
