package io.tollgate.gateway.metering.dialect;

/** When a backend of chat or completions tells usage. */
enum Telling {
    NEVER,
    NULLS_THEN_ALONE,
    ALONE,
    ON_FINISH,
    /** How much it is so far, with every piece. */
    RUNNING,
    RUNNING_THEN_ALONE,
    /** How much it is so far of the choice at hand, with every piece, and never of all. */
    APART,
    ZEROS,
    ZEROS_THEN_ALONE,
    /** Some number with the role, which nobody corrects. */
    PREVIEW,
    PREVIEW_THEN_ALONE,
    /** With details on the last piece, then alone without them. */
    ON_FINISH_THEN_PLAIN,
    ON_FINISH_THEN_ZEROS,
    /** Within an object of the vendor's. */
    WRAPPED;

    /** Whether usage of the whole comes in an event of its own. */
    boolean isAlone() {
        return this == NULLS_THEN_ALONE
                || this == ALONE
                || this == RUNNING_THEN_ALONE
                || this == ZEROS_THEN_ALONE
                || this == PREVIEW_THEN_ALONE;
    }

    /** Whether the last piece has it, which names the reason for the end. */
    boolean isOnFinish() {
        return this == ON_FINISH || this == RUNNING || this == ON_FINISH_THEN_PLAIN || this == ON_FINISH_THEN_ZEROS;
    }

    boolean isRunning() {
        return this == RUNNING || this == RUNNING_THEN_ALONE;
    }

    boolean isPreview() {
        return this == PREVIEW || this == PREVIEW_THEN_ALONE;
    }

    boolean isZeros() {
        return this == ZEROS || this == ZEROS_THEN_ALONE;
    }
}
