package io.tollgate.gateway.body;

/** What became of reading a request's body. */
public sealed interface BodyReading {

    /** The body keeps to the rules of the API as far as Tollgate interprets it. */
    record Parsed(InferenceBody body) implements BodyReading {}

    /**
     * It does not. To be answered with 400.
     *
     * @param message for the caller, without anything of the body's text
     * @param param the field at fault, such as {@code messages[0].content}, or null
     * @param code a stable name of the fault
     */
    record Invalid(String message, String param, String code) implements BodyReading {}
}
