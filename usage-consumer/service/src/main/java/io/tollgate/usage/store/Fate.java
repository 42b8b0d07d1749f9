package io.tollgate.usage.store;

/** What became of an event. */
sealed interface Fate {

    /** It is new, and counted. */
    record Ingested() implements Fate {}

    /** It was there already. */
    record Duplicate() implements Fate {}

    /**
     * It is not kept.
     *
     * @param reason why
     */
    record Refused(String reason) implements Fate {}
}
