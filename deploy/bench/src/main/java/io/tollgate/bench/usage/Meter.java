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

    private static final int CALLERS = 64;

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

    /** As much as the node can take: one that is not compiled yet takes little. */
    void warmUp(Work work, Target target, int seconds) throws IOException {
        check(generator.closedLoop(work.exchange(backend, target), CALLERS, seconds));
    }

    /** CPU time of the node for each request, in microseconds. */
    double cpuMicros(Work work, Target target, int seconds) throws IOException {
        Duration cpuBefore = processes.cpuTime(target.pids());
        Recording recording = generator.openLoop(work.exchange(backend, target), work.perSecond(), seconds);
        long endNanos = nanoClock.getAsLong();
        while (nanoClock.getAsLong() - endNanos < AFTERWARDS.toNanos()) {
            LockSupport.parkNanos(AFTERWARDS.toNanos());
        }
        Duration cpu = processes.cpuTime(target.pids()).minus(cpuBefore);
        check(recording);
        return cpu.toNanos() / 1e3 / recording.answered();
    }

    private static void check(Recording recording) throws IOException {
        if (recording.answered() == 0 || recording.failed() > 0) {
            throw new IOException(recording.failed() + " requests failed, the first with " + recording.firstFailure());
        }
    }
}
