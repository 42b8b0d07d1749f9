package io.tollgate.gateway.model;

/**
 * Something that a backend remembers, by the name that the backend gave it.
 *
 * @param id at most 256 characters, as the backend wrote it
 */
public record Reference(Kind kind, String id) {

    /** What backends remember. */
    public enum Kind {
        RESPONSE("response", "previous_response_id"),
        CONVERSATION("conversation", "conversation"),
        FILE("file", "file_id");

        private final String wireName;
        private final String field;

        Kind(String wireName, String field) {
            this.wireName = wireName;
            this.field = field;
        }

        /** In keys and error codes. */
        public String wireName() {
            return wireName;
        }

        /** The field in which a request names one. */
        public String field() {
            return field;
        }
    }
}
