package io.tollgate.simulator.request;

/** A request body that is refused, mostly with 400; names the field, or null where there is none to name. */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;

    private final int status;
    private final String field;
    private final String code;

    /** {@code message} is for the caller; {@code field} and {@code code} may be null. */
    public InvalidRequestException(String message, String field, String code) {
        this(BAD_REQUEST, message, field, code);
    }

    /** With another status than 400. */
    public InvalidRequestException(int status, String message, String field, String code) {
        super(message, null, false, false);
        this.status = status;
        this.field = field;
        this.code = code;
    }

    /** The HTTP status to refuse it with. */
    public int status() {
        return status;
    }

    /** The field at fault, or null. */
    public String field() {
        return field;
    }

    /** The error object's {@code code}, or null. */
    public String code() {
        return code;
    }
}
