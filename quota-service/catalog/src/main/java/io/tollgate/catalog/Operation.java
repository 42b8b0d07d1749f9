package io.tollgate.catalog;

/** What a caller asks of a model. */
public enum Operation {
    CHAT_COMPLETIONS("chat/completions"),
    COMPLETIONS("completions"),
    EMBEDDINGS("embeddings"),
    /** One more turn of the Responses API. */
    RESPONSES("responses");

    private final String path;

    Operation(String path) {
        this.path = path;
    }

    /** The last part of the URL path, the same in every path family. */
    public String path() {
        return path;
    }

    /** Whether Azure's classic paths name the deployment; where they do not, the body does. */
    public boolean namesDeploymentInPath() {
        return this != RESPONSES;
    }
}
