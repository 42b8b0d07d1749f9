package io.tollgate.usage.quota;

/** A list that cannot be used; the message says which item and field. */
public final class UnreadableListException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableListException(String problem) {
        super(problem);
    }
}
