package io.tollgate.simulator.config;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a deployment does with an answer whose caller has closed the connection. */
public enum OnDisconnect {
    /** It generates no further token. */
    STOP("stop"),
    /** It generates the rest for nobody; all of it is counted as soon as the caller has left. */
    CONTINUE("continue");

    private final String text;

    OnDisconnect(String text) {
        this.text = text;
    }

    /** The name in configuration. */
    @JsonValue
    public String text() {
        return text;
    }
}
