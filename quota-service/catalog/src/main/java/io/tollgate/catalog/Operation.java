package io.tollgate.catalog;

/** What a caller asks of a model. */
public enum Operation {
    CHAT_COMPLETIONS("chat/completions"),
    COMPLETIONS("completions"),
    EMBEDDINGS("embeddings");

    private final String path;

    Operation(String path) {
        this.path = path;
    }

    /** The last part of the URL path, the same in every path family. */
    public String path() {
        return path;
    }
}
