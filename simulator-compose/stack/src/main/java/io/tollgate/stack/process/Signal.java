package io.tollgate.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The POSIX signals that the stack sends. */
public enum Signal {
    /** Ends a process in good order. */
    TERM,
    /** PostgreSQL's fast shutdown. */
    INT,
    /** Freezes a process. */
    STOP,
    /** Thaws a process. */
    CONT,
    /** Ends a process at once. */
    KILL;

    /** Sends this signal to all of {@code pids}; those that have ended already are passed over. */
    public void send(List<Long> pids) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill \"$@\" 2>/dev/null || true", "sh", "-" + name()));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send " + name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + name(), e);
        }
    }
}
