package io.tollgate.gateway.model;

/**
 * Something that a backend remembers, by the name that the backend gave it.
 *
 * @param id at most 256 characters, as the caller or the backend wrote it
 */
public record Reference(Kind kind, String id) {

    /** What backends remember, in the order in which a request's references are looked up. */
    public enum Kind {
        RESPONSE("response", "previous_response_id", true),
        CONVERSATION("conversation", "conversation", true),
        FILE("file", "file_id", true),
        /** Where a tool of the backend runs. */
        CONTAINER("container", "container", true),
        /** A part of a response: a message, reasoning, a call of a tool. */
        ITEM("item", "input", true),
        /** Anything else that a backend may know: a vector store, a prompt, a skill, a voice. Never made through Tollgate. */
        OTHER("resource", null, false);

        private final String wireName;
        private final String field;
        private final boolean ownable;

        Kind(String wireName, String field, boolean ownable) {
            this.wireName = wireName;
            this.field = field;
            this.ownable = ownable;
        }

        /** In keys and error codes. */
        public String wireName() {
            return wireName;
        }

        /** The field in which a request names one; null when there are several. */
        public String field() {
            return field;
        }

        /** Whether a tenant can have one. */
        public boolean ownable() {
            return ownable;
        }
    }
}
