package io.tollgate.stack.service;

import io.tollgate.stack.process.ChildProcess;
import io.tollgate.stack.process.FileTrees;
import io.tollgate.stack.process.ProcessIdentity;
import io.tollgate.stack.process.Signal;
import io.tollgate.stack.process.StartFailedException;
import io.tollgate.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A Java program on a port of its own that can be killed, frozen and started again. Thread-safe. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration DRAINED = Duration.ofSeconds(45);
    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServiceSpec spec;
    private ChildProcess process;

    private ServiceProcess(ServiceSpec spec) {
        this.spec = spec;
        spawn();
    }

    /** Starts the program and returns at once; see {@link #awaitReady()}. */
    public static ServiceProcess start(ServiceSpec spec) {
        return new ServiceProcess(spec);
    }

    /** Waits until the program answers as its specification says. @throws StartFailedException when it does not */
    public ServiceProcess awaitReady() {
        boolean settled = Waiting.until(READY, PAUSE, () -> !isRunning() || HttpProbe.answers(readyUrl()));
        if (!settled || !isRunning()) {
            var what = settled ? " ended while starting." : " was not ready within " + READY.toSeconds() + " s.";
            throw new StartFailedException(spec.name() + what, log());
        }
        return this;
    }

    /** Whether the program is ready now. */
    public boolean isReady() {
        return isRunning() && HttpProbe.answers(readyUrl());
    }

    /** For people and for {@code logs}. */
    public String name() {
        return spec.name();
    }

    /** Scheme, host and port; the same after a restart. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + spec.port());
    }

    /** The process id; another one after a restart. */
    public synchronized long pid() {
        return process.pid();
    }

    /** What finds the process again after this JVM has ended. */
    public synchronized Optional<ProcessIdentity> identity() {
        return process.identity();
    }

    /** The file that receives the program's output. */
    public Path log() {
        return spec.log();
    }

    /** Whether the process has not ended. */
    public synchronized boolean isRunning() {
        return process.isRunning();
    }

    /** Runs {@code action} when the present process ends, for whatever reason. */
    public synchronized void onEnd(Runnable action) {
        process.onEnd(action);
    }

    /** Stops in good order. */
    public synchronized void stop() {
        process.stop(Signal.TERM);
    }

    /**
     * {@code SIGTERM}, as Kubernetes sends it: the program may finish what it has begun.
     *
     * @return false when it has not ended within {@code most}; it goes on then
     */
    public boolean terminate(Duration most) {
        return present().terminate(most);
    }

    private synchronized ChildProcess present() {
        return process;
    }

    /** {@code kill -9}. */
    public synchronized void kill() {
        process.kill();
    }

    /** {@code SIGSTOP}. */
    public synchronized void freeze() {
        process.freeze();
    }

    /** {@code SIGCONT}. */
    public synchronized void thaw() {
        process.thaw();
    }

    /**
     * Starts again on the same port and waits until ready. A program that runs is asked to end and given the time to finish what
     * it has begun.
     */
    public ServiceProcess restart() {
        if (isRunning()) {
            terminate(DRAINED);
        }
        stop();
        spawn();
        return awaitReady();
    }

    /** Like {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    private URI readyUrl() {
        return url().resolve(spec.readyPath());
    }

    private synchronized void spawn() {
        try {
            FileTrees.delete(spec.temporary());
            Files.createDirectories(spec.temporary());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + spec.temporary(), e);
        }
        process = ChildProcess.start(
                new ChildProcess.Spec(spec.name(), spec.command(), spec.environment(), spec.directory(), spec.log()));
    }
}
