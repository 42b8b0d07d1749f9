package io.tollgate.simulator.journal;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a request ended. */
public enum Ending {
    /** Not yet. */
    IN_FLIGHT("in-flight"),
    /** A whole answer was sent. */
    COMPLETED("completed"),
    /** Refused: an error status before any work. */
    REFUSED("refused"),
    /** A fault broke the answer off or spoilt it, so that the caller cannot know its usage. */
    CUT("cut"),
    /** The caller closed the connection before the end. */
    CANCELLED("cancelled");

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /** The name in the control API. */
    @JsonValue
    public String text() {
        return text;
    }
}
