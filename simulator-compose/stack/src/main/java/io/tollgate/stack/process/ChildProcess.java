package io.tollgate.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A process that this JVM has started, with its output appended to a log file.
 *
 * <p>On Linux the kernel kills the child when this JVM ends, even by {@code kill -9}; elsewhere the caller stops it from
 * a shutdown hook. Thread-safe.
 */
public final class ChildProcess {

    /**
     * The kernel ties a child's life to the thread that made it, so all children are made by one thread that never
     * ends before the JVM does.
     */
    private static final ExecutorService SPAWNER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("child-spawner").factory());

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * What to start.
     *
     * @param name for messages
     * @param command program and arguments
     * @param environment on top of this JVM's own
     * @param directory working directory
     * @param log file that receives standard output and standard error, appended
     */
    public record Spec(String name, List<String> command, Map<String, String> environment, Path directory, Path log) {

        public Spec {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** Names the process only: the environment holds secrets. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** Starts {@code spec}. @throws UncheckedIOException when the program cannot be started */
    public static ChildProcess start(Spec spec) {
        try {
            return SPAWNER.submit(() -> spawn(spec)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting " + spec.name(), e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(
                    "cannot start " + spec.name(), new IOException(e.getCause().getMessage(), e.getCause()));
        }
    }

    private static ChildProcess spawn(Spec spec) throws IOException {
        Files.createDirectories(spec.directory());
        Files.createDirectories(spec.log().toAbsolutePath().getParent());
        var command = new ArrayList<>(Privileges.ownSessionThatDiesWithParent());
        command.addAll(spec.command());
        var builder = new ProcessBuilder(command)
                .directory(spec.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        var process = builder.start();
        process.getOutputStream().close();
        return new ChildProcess(spec.name(), process, spec.log());
    }

    /** For messages. */
    public String name() {
        return name;
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Where the output goes. */
    public Path log() {
        return log;
    }

    /** Whether the process has not ended. A frozen process is running. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Runs {@code action} when the process has ended. */
    public void onEnd(Runnable action) {
        process.onExit().thenRun(action);
    }

    /** What {@code down} needs to find the process again. */
    public Optional<ProcessIdentity> identity() {
        return ProcessIdentity.of(process.pid());
    }

    /** The exit code. @throws IllegalThreadStateException while the process is running */
    public int exitCode() {
        return process.exitValue();
    }

    /**
     * Asks the process to end and waits until it has.
     *
     * @return false when it has not within {@code most}; it goes on then
     */
    public boolean terminate(Duration most) {
        var family = family();
        Signal.TERM.send(List.of(process.pid()));
        return awaitEnd(family, most);
    }

    /** Sends {@code signal} and waits until the process has ended; kills it when it does not end in time. */
    public void stop(Signal signal) {
        var family = family();
        if (process.isAlive()) {
            signal.send(List.of(process.pid()));
            if (!awaitEnd(family, GRACE)) {
                kill(family);
            }
        }
    }

    /** Kills the process and its descendants at once and waits until they have ended. */
    public void kill() {
        kill(family());
    }

    /** Stops the process and its descendants in their tracks: they hold their sockets and answer nothing. */
    public void freeze() {
        Signal.STOP.send(pids());
    }

    /** Lets frozen processes go on. */
    public void thaw() {
        Signal.CONT.send(pids());
    }

    private List<Long> pids() {
        return family().stream().map(ProcessHandle::pid).toList();
    }

    private List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private void kill(List<ProcessHandle> family) {
        family.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(family, GRACE);
    }

    private boolean awaitEnd(List<ProcessHandle> family, Duration most) {
        return Waiting.until(most, () -> !process.isAlive() && family.stream().noneMatch(ProcessIdentity::lives));
    }
}
