package io.tollgate.events;

/**
 * How a request ended.
 *
 * @param kind the class of the end
 * @param status the HTTP status that the caller got, or would have got had it stayed
 * @param reason for denials and failures the error code that the caller saw; otherwise empty
 */
public record Outcome(Kind kind, int status, String reason) {

    /** The classes of end. */
    public enum Kind {
        /** The whole answer was delivered. */
        COMPLETED,
        /** Refused by Tollgate: credential, entitlement, limit or bad input. Nothing was used. */
        DENIED,
        /** No backend gave a usable answer. */
        FAILED,
        /** The answer broke off after its first byte. */
        PARTIAL,
        /** The caller left before the end. */
        CANCELLED,
        /** The node died in mid-flight; what is known of the request was written down before, and is an estimate. */
        INTERRUPTED
    }
}
