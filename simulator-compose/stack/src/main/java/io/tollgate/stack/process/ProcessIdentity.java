package io.tollgate.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be found again after this JVM has ended, and is never mistaken for a later one with the same id.
 *
 * @param pid the process id
 * @param startedAt when it started
 */
public record ProcessIdentity(long pid, Instant startedAt) {

    /** The system derives the start from the boot time, which moves when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The identity of a running process; empty when there is none with this id. */
    public static Optional<ProcessIdentity> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessIdentity::lives)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> new ProcessIdentity(pid, start));
    }

    /** The process itself, when it is still the same one. */
    public Optional<ProcessHandle> find() {
        return of(pid).filter(
                        now -> Duration.between(startedAt, now.startedAt).abs().compareTo(TOLERANCE) <= 0)
                .flatMap(now -> ProcessHandle.of(pid));
    }

    /** Whether the process runs. One that has ended and only waits for its parent to notice does not. */
    static boolean lives(ProcessHandle handle) {
        return handle.isAlive() && !isZombie(handle.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException e) {
            return false;
        }
    }
}
