package io.tollgate.simulator.stored;

/** Something on a {@link Shelf}. Immutable. */
public sealed interface Kept permits StoredResponse, StoredConversation, StoredFile {
    /** Its name in the API. */
    String id();

    /** About what it takes of memory. */
    long bytes();
}
