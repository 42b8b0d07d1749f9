package io.tollgate.usage.ingest;

/** Where the ingest loop stands. */
public enum IngestState {
    /** Not started: the store's tables are not there yet. */
    STARTING,
    /** No broker, no topic, or the group has not given this consumer its share. */
    WAITING_FOR_KAFKA,
    /** The store does not answer; nothing is read meanwhile, and nothing is lost. */
    WAITING_FOR_STORE,
    /** Reading and writing. */
    CONSUMING,
    /** Ended. */
    STOPPED
}
