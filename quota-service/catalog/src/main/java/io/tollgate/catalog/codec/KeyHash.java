package io.tollgate.catalog.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How a key becomes the hash under which it is stored and looked up. */
public final class KeyHash {

    private KeyHash() {}

    /** Lower-case hexadecimal SHA-256 of the key's UTF-8 bytes. Thread-safe. */
    public static String of(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
