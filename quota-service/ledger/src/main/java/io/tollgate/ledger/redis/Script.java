package io.tollgate.ledger.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * A script's text and the name that Redis gives it.
 *
 * @param source what Redis runs
 * @param sha1 of the source, hexadecimal
 */
record Script(String source, String sha1) {

    private static final String VERSION = "-v2";
    private static final String INCLUDE = "-- include ";

    static Script of(String source) {
        return new Script(source, sha1Of(source));
    }

    /** The text {@code /redis/<name>-v2.lua}, in which a line {@code -- include <part>} stands for another such text. */
    static String load(String name) {
        return read(name)
                .lines()
                .map(line ->
                        line.strip().startsWith(INCLUDE) ? load(line.strip().substring(INCLUDE.length())) : line + '\n')
                .collect(Collectors.joining());
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream("/redis/" + name + VERSION + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1Of(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
