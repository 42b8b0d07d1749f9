package io.tollgate.stack.admin;

/** The quota service refused a call. The message carries what it said. */
public final class AdminCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    AdminCallException(String call, int status, String body) {
        super("the quota service answered " + status + " to " + call + ": " + body);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
