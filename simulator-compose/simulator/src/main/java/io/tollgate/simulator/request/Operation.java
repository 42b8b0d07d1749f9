package io.tollgate.simulator.request;

import java.util.Optional;

/** What a data path asks for. */
public enum Operation {
    /** {@code chat/completions}. */
    CHAT("chat/completions"),
    /** {@code completions}. */
    COMPLETION("completions"),
    /** {@code embeddings}. */
    EMBEDDING("embeddings"),
    /** {@code responses}, one more turn. */
    RESPONSES("responses"),
    /** {@code models}, the list. */
    MODELS("models");

    private final String path;

    Operation(String path) {
        this.path = path;
    }

    static Optional<Operation> of(String path) {
        for (Operation each : values()) {
            if (each.path.equals(path)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
