package io.tollgate.bench;

import io.tollgate.bench.load.Exchange;
import io.tollgate.bench.load.LoadGenerator;
import io.tollgate.bench.load.Recording;
import io.tollgate.bench.machine.Processes;
import io.tollgate.bench.report.Measured;
import io.tollgate.bench.report.Results;
import io.tollgate.bench.report.Workload;
import io.tollgate.bench.report.Workload.Kind;
import io.tollgate.bench.system.Backend;
import io.tollgate.bench.system.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One run: warm every way up, then take each workload in turn over all ways, so that what is compared was measured
 * within the same minute.
 */
final class BenchRun {

    private static final int CALLERS = 32;
    private static final int STREAMS = 100;
    private static final int MOST_ROUNDS = 8;
    private static final double SETTLED = 0.9;

    private final LongSupplier nanoClock;
    private final LoadGenerator generator;
    private final Processes processes;
    private final Backend backend;
    private final Console console;

    BenchRun(LongSupplier nanoClock, LoadGenerator generator, Processes processes, Backend backend, Console console) {
        this.nanoClock = nanoClock;
        this.generator = generator;
        this.processes = processes;
        this.backend = backend;
        this.console = console;
    }

    Results run(List<Target> targets, BenchOptions options) throws IOException {
        var results = new Results();
        warmUp(targets, options.warmUpSeconds());
        backend.answerAtOnce();
        for (Workload workload : workloads(options.rates())) {
            if (workload.kind() == Kind.STREAMED) {
                backend.answerSlowly();
            }
            for (Target target : targets) {
                results.add(workload, target.name(), measure(workload, target, options.seconds()));
            }
        }
        return results;
    }

    /** Saturation first: whatever the warm-up has left uncompiled is compiled there. */
    private static List<Workload> workloads(List<Integer> rates) {
        List<Workload> all = new ArrayList<>();
        all.add(new Workload(Kind.SATURATED, CALLERS));
        rates.forEach(rate -> all.add(new Workload(Kind.PACED, rate)));
        all.add(new Workload(Kind.STREAMED, STREAMS));
        return all;
    }

    /** nginx has nothing to compile; the simulator is warm after the first way. */
    private void warmUp(List<Target> targets, int seconds) throws IOException {
        for (Target target : targets) {
            boolean compiles = target.name().equals(Target.TOLLGATE);
            int atLoad = compiles ? seconds : Math.max(1, seconds / 4);
            console.say("warming up " + target.name());
            backend.answerSlowly();
            requireAnswers(target, streams(backend.streamed(target), STREAMS, Math.max(1, atLoad / 4)));
            backend.answerAtOnce();
            requireAnswers(target, generator.closedLoop(backend.plain(target), CALLERS, atLoad));
            if (compiles) {
                awaitSettled(target, Math.max(1, seconds / 4));
            }
        }
    }

    /** Goes on until a request costs no longer a tenth less than in the round before, for at most eight rounds. */
    private void awaitSettled(Target target, int roundSeconds) {
        double before = Double.POSITIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Duration cpuBefore = processes.cpuTime(target.pids());
            Recording recording = generator.closedLoop(backend.plain(target), CALLERS, roundSeconds);
            Duration cpu = processes.cpuTime(target.pids()).minus(cpuBefore);
            double nanosPerRequest = (double) cpu.toNanos() / Math.max(1, recording.answered());
            if (nanosPerRequest >= before * SETTLED) {
                return;
            }
            before = nanosPerRequest;
        }
    }

    private static void requireAnswers(Target target, Recording recording) throws IOException {
        if (recording.answered() == 0) {
            throw new IOException(target.name() + " answers nothing: " + recording.firstFailure());
        }
    }

    private Measured measure(Workload workload, Target target, int seconds) {
        Duration cpuBefore = processes.cpuTime(target.pids());
        long startNanos = nanoClock.getAsLong();
        Recording recording =
                switch (workload.kind()) {
                    case SATURATED -> generator.closedLoop(backend.plain(target), workload.amount(), seconds);
                    case PACED -> generator.openLoop(backend.plain(target), workload.amount(), seconds);
                    case STREAMED -> streams(backend.streamed(target), workload.amount(), seconds);
                };
        Duration elapsed = Duration.ofNanos(nanoClock.getAsLong() - startNanos);
        Duration cpu = processes.cpuTime(target.pids()).minus(cpuBefore);
        console.say("%s, %s: %,d answers in %.1f s, %d failed"
                .formatted(
                        workload.title(),
                        target.name(),
                        recording.answered(),
                        elapsed.toMillis() / 1000.0,
                        recording.failed()));
        return new Measured(recording, elapsed, cpu, processes.residentBytes(target.pids()));
    }

    /** As many new streams a second as keep {@code openAtOnce} of them open. */
    private Recording streams(Exchange exchange, int openAtOnce, int seconds) {
        long perSecond = openAtOnce * Duration.ofSeconds(1).toMillis() / Backend.STREAM_LENGTH.toMillis();
        return generator.openLoop(exchange, perSecond, seconds);
    }
}
