package io.tollgate.usage.problem;

/** As much is being done already as there may be at once; later there will be room. */
public final class TooBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Refused since {@code why}. */
    public TooBusyException(String why) {
        super(why);
    }
}
