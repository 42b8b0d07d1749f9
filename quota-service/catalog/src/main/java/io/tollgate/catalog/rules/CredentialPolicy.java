package io.tollgate.catalog.rules;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which of a node's variables and files a deployment may name as a credential, so that whoever may write a deployment cannot have
 * any secret of a node sent to a URL of his own. Tokens of Entra are always allowed. Immutable.
 */
public final class CredentialPolicy {

    /** Variables that begin so may be named where nothing else is set. */
    public static final String DEFAULT_PREFIXES = "TOLLGATE_BACKEND_,TOLLGATE_DEMO_BACKEND_";

    /** Files below it may be named where nothing else is set. */
    public static final String DEFAULT_DIRECTORY = "/etc/tollgate/credentials";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String ENV = "env:";
    private static final String FILE = "file:";

    private final List<String> prefixes;
    private final List<Path> directories;

    private CredentialPolicy(List<String> prefixes, List<Path> directories) {
        this.prefixes = List.copyOf(prefixes);
        this.directories = List.copyOf(directories);
    }

    /**
     * Reads what may be named, each separated by commas; nothing is allowed by an empty text.
     *
     * @param prefixes beginnings of variables' names
     * @param directories absolute paths
     * @throws IllegalArgumentException when an entry is no such thing; the message names the setting and the entry
     */
    public static CredentialPolicy parse(Optional<String> prefixes, Optional<String> directories) {
        List<String> beginnings = entries(prefixes.orElse(DEFAULT_PREFIXES)).toList();
        for (String prefix : beginnings) {
            if (!PREFIX.matcher(prefix).matches()) {
                throw new IllegalArgumentException(
                        "TOLLGATE_CREDENTIALS_ENV_PREFIX: '" + prefix + "' begins no name of a variable");
            }
        }
        return new CredentialPolicy(
                beginnings,
                entries(directories.orElse(DEFAULT_DIRECTORY))
                        .map(CredentialPolicy::directory)
                        .toList());
    }

    /** What is wrong with a reference such as {@code env:NAME} or {@code file:/path}, for people; empty when it is allowed. */
    public Optional<String> fault(String reference) {
        if (reference.startsWith(ENV)) {
            return prefixes.stream().anyMatch(reference.substring(ENV.length())::startsWith)
                    ? Optional.empty()
                    : Optional.of("must name a variable that begins with " + listed(prefixes)
                            + "; TOLLGATE_CREDENTIALS_ENV_PREFIX can allow others");
        }
        if (reference.startsWith(FILE)) {
            return isBelow(reference.substring(FILE.length()))
                    ? Optional.empty()
                    : Optional.of("must name a file below " + listed(directories)
                            + "; TOLLGATE_CREDENTIALS_DIRECTORY can allow others");
        }
        return Optional.empty();
    }

    /** The directories below which credentials may lie, as they are set. */
    public List<Path> directories() {
        return directories;
    }

    private boolean isBelow(String file) {
        try {
            Path path = Path.of(file);
            for (Path part : path) {
                if (part.toString().equals("..")) {
                    return false;
                }
            }
            return directories.stream()
                    .anyMatch(directory -> path.normalize().startsWith(directory)
                            && !path.normalize().equals(directory));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Stream<String> entries(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).filter(entry -> !entry.isEmpty());
    }

    private static Path directory(String text) {
        try {
            Path path = Path.of(text).normalize();
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new IllegalArgumentException("TOLLGATE_CREDENTIALS_DIRECTORY: '" + text + "' is no absolute path");
    }

    private static String listed(List<?> allowed) {
        return allowed.isEmpty()
                ? "what nobody has allowed"
                : String.join(" or ", allowed.stream().map(Object::toString).toList());
    }
}
