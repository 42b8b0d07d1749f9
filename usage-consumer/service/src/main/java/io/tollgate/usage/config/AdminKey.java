package io.tollgate.usage.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The administrators' key. Without one nothing is open. Never shows itself. */
public final class AdminKey {

    private final Optional<String> secret;

    /** A key of {@code secret}; blank counts as none. */
    public AdminKey(Optional<String> secret) {
        this.secret = secret.filter(text -> !text.isBlank());
    }

    /** Whether {@code candidate} is the key; takes as long whether it is or not. */
    public boolean matches(String candidate) {
        return secret.isPresent() && MessageDigest.isEqual(digest(secret.get()), digest(candidate));
    }

    /** The value of the {@code Authorization} header that presents this key; empty when there is none. */
    public Optional<String> bearer() {
        return secret.map(text -> "Bearer " + text);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return secret.isPresent() ? "AdminKey[set]" : "AdminKey[none]";
    }
}
