package io.tollgate.simulator.request;

import java.util.Arrays;
import java.util.Optional;

/**
 * A path to what an instance remembers.
 *
 * @param family whose paths
 * @param kind of thing
 * @param id of one of them, or null for all
 * @param part of it that is asked for; empty for itself
 */
public record StoredPath(PathFamily family, Kind kind, String id, String part) {
    private static final String AZURE_V1 = "/openai/v1/";
    private static final String AZURE = "/openai/";
    private static final String OPENAI = "/v1/";

    /** What can be remembered. */
    public enum Kind {
        /** Answers of the Responses API. */
        RESPONSES("responses"),
        /** Conversations that responses can go on in. */
        CONVERSATIONS("conversations"),
        /** Uploaded files. */
        FILES("files");

        private final String path;

        Kind(String path) {
            this.path = path;
        }

        private static Optional<Kind> of(String path) {
            return Arrays.stream(values())
                    .filter(each -> each.path.equals(path))
                    .findFirst();
        }
    }

    /** {@code path} taken apart, or empty if it is no such path. {@code POST …/responses} is none: it is a {@link Route}. */
    public static Optional<StoredPath> of(String path) {
        if (path.startsWith(AZURE_V1)) {
            return of(PathFamily.AZURE_V1, path.substring(AZURE_V1.length()));
        }
        if (path.startsWith(AZURE)) {
            return of(PathFamily.AZURE_CLASSIC, path.substring(AZURE.length()));
        }
        return path.startsWith(OPENAI) ? of(PathFamily.OPENAI, path.substring(OPENAI.length())) : Optional.empty();
    }

    private static Optional<StoredPath> of(PathFamily family, String rest) {
        String[] pieces = rest.split("/", 3);
        Optional<Kind> kind = Kind.of(pieces[0]);
        if (kind.isEmpty() || kind.get() == Kind.RESPONSES && pieces.length == 1) {
            return Optional.empty();
        }
        String id = pieces.length > 1 ? pieces[1] : null;
        return Optional.of(new StoredPath(family, kind.get(), id, pieces.length > 2 ? pieces[2] : ""));
    }
}
