package io.tollgate.scenarios.proof.usage.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the page is asked, in JavaScript files beside this class. */
enum Script {
    FIGURES,
    TABLES,
    ARITHMETIC,
    WORDS,
    CONTRAST,
    CONTROLS,
    FOCUSED,
    OVERFLOW;

    /** The expression. */
    String text() {
        String name = name().toLowerCase(java.util.Locale.ROOT) + ".js";
        try (var in = Script.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
