package io.tollgate.events.codec;

import io.tollgate.events.Outcome;
import io.tollgate.events.Tokens;
import java.util.Optional;

/** What enum constants are called on the wire: fixed here, so that renaming a constant cannot change the contract. */
public final class WireNames {

    private WireNames() {}

    /** The wire name of {@code kind}. */
    public static String of(Outcome.Kind kind) {
        return switch (kind) {
            case COMPLETED -> "completed";
            case DENIED -> "denied";
            case FAILED -> "failed";
            case PARTIAL -> "partial";
            case CANCELLED -> "cancelled";
            case INTERRUPTED -> "interrupted";
        };
    }

    /** The wire name of {@code source}. */
    public static String of(Tokens.Source source) {
        return switch (source) {
            case REPORTED -> "reported";
            case COUNTED -> "counted";
            case ESTIMATED -> "estimated";
            case NONE -> "none";
        };
    }

    static Optional<Outcome.Kind> kind(String name) {
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            if (of(kind).equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    static Optional<Tokens.Source> source(String name) {
        for (Tokens.Source source : Tokens.Source.values()) {
            if (of(source).equals(name)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }
}
