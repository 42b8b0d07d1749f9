package io.tollgate.bench.usage;

import io.tollgate.bench.load.LoadGenerator;
import io.tollgate.bench.load.Recording;
import io.tollgate.bench.machine.Processes;
import io.tollgate.bench.system.Backend;
import io.tollgate.bench.system.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Loads a node and says what that took. Not thread-safe. */
final class Meter {

    /** What recording leaves for later belongs to the requests that it is of. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);

    private final LongSupplier nanoClock;
    private final Processes processes;
    private final LoadGenerator generator;
    private final Backend backend;

    Meter(LongSupplier nanoClock, Processes processes, LoadGenerator generator, Backend backend) {
        this.nanoClock = nanoClock;
        this.processes = processes;
        this.generator = generator;
        this.backend = backend;
    }

    /**
     * @param cpuMicros of the node, per request
     * @param perSecond requests that were answered
     */
    record Sample(double cpuMicros, double perSecond) {}

    Sample measure(Work work, Target target, int seconds) throws IOException {
        Duration cpuBefore = processes.cpuTime(target.pids());
        long startNanos = nanoClock.getAsLong();
        Recording recording = generator.closedLoop(work.exchange(backend, target), work.callers(), seconds);
        long endNanos = nanoClock.getAsLong();
        while (nanoClock.getAsLong() - endNanos < AFTERWARDS.toNanos()) {
            LockSupport.parkNanos(AFTERWARDS.toNanos());
        }
        Duration cpu = processes.cpuTime(target.pids()).minus(cpuBefore);
        if (recording.answered() == 0 || recording.failed() > 0) {
            throw new IOException(recording.failed() + " requests failed, the first with " + recording.firstFailure());
        }
        return new Sample(
                cpu.toNanos() / 1e3 / recording.answered(), recording.answered() * 1e9 / (endNanos - startNanos));
    }
}
