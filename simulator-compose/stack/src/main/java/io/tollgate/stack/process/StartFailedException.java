package io.tollgate.stack.process;

import java.nio.file.Path;

/** A process that did not become ready. The message ends with the last lines of its log. */
public final class StartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 20;

    /**
     * @param what what went wrong and what to do, as sentences
     * @param log the log of the process that failed
     */
    public StartFailedException(String what, Path log) {
        super(what + " Last lines of " + log + ":\n" + String.join("\n", LogTail.of(log, LINES)));
    }
}
