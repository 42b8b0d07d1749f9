package io.tollgate.bench.usage;

import io.tollgate.bench.load.Exchange;
import io.tollgate.bench.load.LoadGenerator;
import io.tollgate.bench.load.Recording;
import io.tollgate.bench.machine.Cores;
import io.tollgate.bench.machine.Processes;
import io.tollgate.bench.system.OwnStack;
import io.tollgate.bench.system.Site;
import io.tollgate.bench.system.StackSite;
import io.tollgate.bench.system.StackStatus;
import io.tollgate.bench.system.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What recording costs: two nodes on one core, one that records and one that does not, under the same saturating load in
 * turns. The node's CPU time per request is what decides its throughput, whatever else was slower in the run.
 */
public final class UsageBench {

    private static final int CALLERS = 32;
    private static final double BUDGET = 0.05;

    private final LongSupplier nanoClock;
    private final Consumer<String> console;
    private final Processes processes = Processes.ofThisMachine();
    private final Cores cores = Cores.choose();

    public UsageBench(LongSupplier nanoClock, Consumer<String> console) {
        this.nanoClock = nanoClock;
        this.console = console;
    }

    /** Runs it; returns whether recording costs no more than 5 % of a node's throughput. */
    public boolean run(UsageBenchOptions options) throws IOException {
        if (!processes.readable()) {
            throw new IOException("CPU time is read from /proc, which this system does not have");
        }
        var settings = Map.of("NODE_2_TOLLGATE_USAGE_ENABLED", "false");
        try (OwnStack stack = OwnStack.start(cores, 2, settings, console);
                StackSite prepared = StackSite.prepare(stack.status(0), processes)) {
            return run(prepared.site(), stack.status(1), options);
        }
    }

    private boolean run(Site site, StackStatus other, UsageBenchOptions options) throws IOException {
        Target on = site.tollgate();
        var off = new Target(
                Target.TOLLGATE,
                other.node().url(),
                on.model(),
                on.headers(),
                processes.withDescendants(other.node().pid()));
        cores.toLoad(site.loadPids());
        cores.toLoad(List.of(ProcessHandle.current().pid()));
        cores.toMeasured(on.pids());
        cores.toMeasured(off.pids());
        console.accept(cores.description());
        console.accept(String.format(Locale.ROOT, "load of the machine before the run: %.2f", processes.loadAverage()));
        site.backend().answerAtOnce();
        try (var generator = new LoadGenerator(nanoClock)) {
            for (Target target : List.of(on, off)) {
                console.accept("warming up the node that " + (target.equals(on) ? "records" : "does not"));
                generator.closedLoop(site.backend().plain(target), CALLERS, options.warmUpSeconds());
            }
            return compare(generator, site, on, off, options);
        }
    }

    private boolean compare(LoadGenerator generator, Site site, Target on, Target off, UsageBenchOptions options)
            throws IOException {
        var cpu = new Comparison();
        var throughput = new Comparison();
        for (int round = 0; round < options.rounds(); round++) {
            boolean onFirst = round % 2 == 0;
            Sample one = sample(generator, site, onFirst ? on : off, options);
            Sample two = sample(generator, site, onFirst ? off : on, options);
            Sample with = onFirst ? one : two;
            Sample without = onFirst ? two : one;
            cpu.add(with.cpuMicros(), without.cpuMicros());
            throughput.add(with.perSecond(), without.perSecond());
            console.accept(String.format(
                    Locale.ROOT,
                    "round %d: %.1f and %.1f CPU µs per request, %,.0f and %,.0f requests/s, with and without",
                    round + 1,
                    with.cpuMicros(),
                    without.cpuMicros(),
                    with.perSecond(),
                    without.perSecond()));
        }
        console.accept("");
        console.accept(cpu.line("CPU per request", "µs"));
        console.accept(throughput.line("throughput", "requests/s"));
        double cost = 1 - 1 / cpu.ratio();
        boolean met = cost <= BUDGET;
        console.accept(String.format(
                Locale.ROOT,
                "recording costs %.1f %% of what the node's core can serve (budget: %.0f %%): %s",
                cost * 100,
                BUDGET * 100,
                met ? "met" : "NOT MET"));
        return met;
    }

    private record Sample(double cpuMicros, double perSecond) {}

    private Sample sample(LoadGenerator generator, Site site, Target target, UsageBenchOptions options)
            throws IOException {
        return measure(generator, site.backend().plain(target), target, options.seconds());
    }

    private Sample measure(LoadGenerator generator, Exchange exchange, Target target, int seconds) throws IOException {
        Duration cpuBefore = processes.cpuTime(target.pids());
        long startNanos = nanoClock.getAsLong();
        Recording recording = generator.closedLoop(exchange, CALLERS, seconds);
        long elapsedNanos = nanoClock.getAsLong() - startNanos;
        Duration cpu = processes.cpuTime(target.pids()).minus(cpuBefore);
        if (recording.answered() == 0 || recording.failed() > 0) {
            throw new IOException(recording.failed() + " requests failed, the first with " + recording.firstFailure());
        }
        return new Sample(cpu.toNanos() / 1e3 / recording.answered(), recording.answered() * 1e9 / elapsedNanos);
    }
}
