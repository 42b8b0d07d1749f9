package io.tollgate.gateway.identity;

import io.tollgate.gateway.model.Caller;

/** The answer to "who is this?". */
public sealed interface Identification {

    /** A valid key of an enabled tenant. */
    record Identified(Caller caller) implements Identification {}

    /**
     * Nobody that may call.
     *
     * @param presented whether there was a credential at all
     */
    record Refused(boolean presented) implements Identification {}

    /** The directory could not be asked, and nothing is remembered of this key. */
    record Unavailable() implements Identification {}
}
