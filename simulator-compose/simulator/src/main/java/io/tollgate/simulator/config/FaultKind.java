package io.tollgate.simulator.config;

import com.fasterxml.jackson.annotation.JsonValue;

/** The ways in which an answer can go wrong. */
public enum FaultKind {
    /** An error status with an error object, and retry headers when asked for. */
    STATUS("status"),
    /** Reads the request and never answers. */
    HANG("hang"),
    /** A wait before the head; the answer is good. */
    SLOW_HEADERS("slow-headers"),
    /** The head at once, then the body in pieces with a wait between them. */
    SLOW_BODY("slow-body"),
    /** Closes the connection before any byte. */
    RESET("reset"),
    /** Closes the connection after some chunks of the body. */
    CUT("cut"),
    /** An error event inside a 200 stream, then the end of the stream. */
    ERROR_EVENT("error-event"),
    /** A 200 whose body is not JSON; in a stream, one such event. */
    MALFORMED_JSON("malformed-json"),
    /** A 200 whose body ends in the middle, correctly framed. */
    TRUNCATED_JSON("truncated-json"),
    /** A good body under {@code text/html}. */
    WRONG_CONTENT_TYPE("wrong-content-type");

    private final String text;

    FaultKind(String text) {
        this.text = text;
    }

    /** The name in configuration and in {@code x-simulator-fault}. */
    @JsonValue
    public String text() {
        return text;
    }
}
