package io.tollgate.usage.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Consumer;

/** Text that is sent while it is made. */
public final class Streamed {

    private Streamed() {}

    /**
     * What {@code text} hands over, in UTF-8, no faster than it is read.
     */
    public static StreamingOutput text(Consumer<Consumer<String>> text) {
        return output -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(output, UTF_8));
            try {
                text.accept(part -> write(writer, part));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            writer.flush();
        };
    }

    private static void write(Writer writer, String part) {
        try {
            writer.write(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
