package io.tollgate.simulator.stored;

/** What this instance remembers between calls; no other instance knows of it. Bounded. Safe for many threads. */
public final class Memory {
    private static final long MOST_BYTES = 64 << 20;

    private final Shelf<StoredResponse> responses = new Shelf<>(MOST_BYTES);
    private final Shelf<StoredConversation> conversations = new Shelf<>(MOST_BYTES);
    private final Shelf<StoredFile> files = new Shelf<>(MOST_BYTES);

    /** Answers of the Responses API. */
    public Shelf<StoredResponse> responses() {
        return responses;
    }

    /** Conversations. */
    public Shelf<StoredConversation> conversations() {
        return conversations;
    }

    /** Uploaded files. */
    public Shelf<StoredFile> files() {
        return files;
    }

    /** Forgets everything. */
    public void clear() {
        responses.clear();
        conversations.clear();
        files.clear();
    }
}
