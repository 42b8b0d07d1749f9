package io.tollgate.stack.servers;

import io.tollgate.stack.process.ChildProcess;
import io.tollgate.stack.process.Ports;
import io.tollgate.stack.process.ProcessIdentity;
import io.tollgate.stack.process.Signal;
import io.tollgate.stack.process.StartFailedException;
import io.tollgate.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server in a process of its own, with its data and its log in one directory.
 *
 * <p>Thread-safe. Every starting method returns when the server answers, and throws {@link StartFailedException} with the
 * end of the log when it does not.
 */
public abstract sealed class Server implements AutoCloseable
        permits RedisServer, SentinelServer, KafkaServer, PostgresServer {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private final String name;
    private final Path directory;
    private int port;
    private ChildProcess process;

    Server(String name, Path directory) {
        this.name = name;
        this.directory = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory, e);
        }
    }

    abstract List<String> command();

    /** Whether the process that has just been started answers; asked again and again. */
    abstract boolean answers();

    abstract Signal stopSignal();

    /** Starts on {@code wanted}, or on a free port when that is 0. */
    final synchronized void startOn(int wanted) {
        for (int attempt = 1; ; attempt++) {
            port = wanted == 0 ? Ports.free() : wanted;
            try {
                startAgain();
                return;
            } catch (StartFailedException e) {
                // Another program may have taken the free port in between.
                if (wanted != 0 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void startAgain() {
        process = ChildProcess.start(new ChildProcess.Spec(name, command(), environment(), directory, log()));
        boolean ready = false;
        try {
            ready = Waiting.until(START, () -> !process.isRunning() || answers()) && process.isRunning();
        } finally {
            if (!ready) {
                process.kill();
            }
        }
        if (!ready) {
            throw new StartFailedException(
                    name + " did not start on port " + port + ". Is the port taken, or the disk full?", log());
        }
    }

    Map<String, String> environment() {
        return Map.of();
    }

    final Path directory() {
        return directory;
    }

    /** The port on 127.0.0.1; the same after a restart. */
    public final synchronized int port() {
        return port;
    }

    /** The process id; another one after a restart. */
    public final synchronized long pid() {
        return process.pid();
    }

    /** The file that receives the server's output. */
    public final Path log() {
        return directory.resolve(name + ".log");
    }

    /** Whether the process has not ended. */
    public final synchronized boolean isRunning() {
        return process.isRunning();
    }

    /** What finds the process again after this JVM has ended. */
    public final synchronized Optional<ProcessIdentity> identity() {
        return process.identity();
    }

    /** Stops in good order; does nothing when the server has ended already. */
    public final synchronized void stop() {
        process.stop(stopSignal());
    }

    /** {@code kill -9}. */
    public final synchronized void kill() {
        process.kill();
    }

    /** {@code SIGSTOP}: connections stay open and nothing is answered. */
    public final synchronized void freeze() {
        process.freeze();
    }

    /** {@code SIGCONT}. */
    public final synchronized void thaw() {
        process.thaw();
    }

    /** Starts again on the same port and data; stops first when still running. */
    public final synchronized void restart() {
        stop();
        startAgain();
    }

    /** Like {@link #stop()}. */
    @Override
    public final void close() {
        stop();
    }
}
