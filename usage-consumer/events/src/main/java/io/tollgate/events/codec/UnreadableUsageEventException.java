package io.tollgate.events.codec;

/**
 * Bytes are no usage event that this version can read. The message names the field and what is wrong with it, and never
 * repeats the content.
 */
public final class UnreadableUsageEventException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    UnreadableUsageEventException(String field, String problem) {
        super((field.isEmpty() ? "event" : field) + ": " + problem);
        this.field = field;
    }

    /** The path of the field that is wrong, such as {@code outcome.status}; empty when it is the whole. */
    public String field() {
        return field;
    }
}
