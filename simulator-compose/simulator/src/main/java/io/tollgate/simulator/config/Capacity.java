package io.tollgate.simulator.config;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a deployment is paid for, which decides how it says that it is full. Written {@code ptu} and {@code payg}. */
public enum Capacity {
    /** Provisioned throughput: a leaky bucket of weighted tokens. */
    PTU("ptu"),
    /** Pay as you go: tokens and requests per minute. */
    PAYG("payg");

    private final String text;

    Capacity(String text) {
        this.text = text;
    }

    /** The name in configuration and answers. */
    @JsonValue
    public String text() {
        return text;
    }
}
