package io.tollgate.simulator.request;

/** A request body that is refused with 400; names the field, or null where there is none to name. */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String code;

    /** {@code message} is for the caller; {@code field} and {@code code} may be null. */
    public InvalidRequestException(String message, String field, String code) {
        super(message, null, false, false);
        this.field = field;
        this.code = code;
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
