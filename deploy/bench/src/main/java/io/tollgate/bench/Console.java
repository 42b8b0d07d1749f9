package io.tollgate.bench;

import java.io.PrintStream;

/** What the person who runs the benchmark sees. */
record Console(PrintStream out) {

    /** One line, at once. */
    void say(String line) {
        out.println(line);
        out.flush();
    }
}
