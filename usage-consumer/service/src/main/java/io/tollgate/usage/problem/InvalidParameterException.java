package io.tollgate.usage.problem;

/** A request parameter that cannot be used. */
public final class InvalidParameterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /** {@code field} is wrong because it {@code problem}. */
    public InvalidParameterException(String field, String problem) {
        super(field + " " + problem);
        this.field = field;
    }

    /** The parameter's name. */
    public String field() {
        return field;
    }
}
