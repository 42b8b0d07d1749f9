package io.tollgate.bench.usage;

import io.tollgate.bench.load.LoadGenerator;
import io.tollgate.bench.machine.Cores;
import io.tollgate.bench.machine.Processes;
import io.tollgate.bench.system.OwnStack;
import io.tollgate.bench.system.Site;
import io.tollgate.bench.system.StackSite;
import io.tollgate.bench.system.StackStatus;
import io.tollgate.bench.system.Target;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What recording costs: two nodes on one core, one that records and one that does not, under the same load in turns. A
 * node's CPU time per request is what decides its throughput. No two processes are compiled alike, so after half of the
 * rounds the nodes are started anew and change roles.
 */
public final class UsageBench {

    private static final double BUDGET = 0.05;
    private static final int PASSES = 2;

    private final LongSupplier nanoClock;
    private final Consumer<String> console;
    private final Processes processes = Processes.ofThisMachine();
    private final Cores cores = Cores.choose();
    private final Map<Work, Comparison> cpu = new EnumMap<>(Work.class);

    public UsageBench(LongSupplier nanoClock, Consumer<String> console) {
        this.nanoClock = nanoClock;
        this.console = console;
        for (Work work : Work.values()) {
            cpu.put(work, new Comparison());
        }
    }

    /** Runs it; returns whether recording costs no more than 5 % of a node's throughput. */
    public boolean run(UsageBenchOptions options) throws IOException {
        if (!processes.readable()) {
            throw new IOException("CPU time is read from /proc, which this system does not have");
        }
        for (int pass = 0; pass < PASSES; pass++) {
            int silent = 1 - pass;
            var settings = Map.of("NODE_" + (silent + 1) + "_TOLLGATE_USAGE_ENABLED", "false");
            try (OwnStack stack = OwnStack.start(cores, 2, settings, console);
                    StackSite prepared = StackSite.prepare(stack.status(1 - silent), processes)) {
                stack.freezeUsageConsumer();
                run(prepared.site(), stack.status(silent), options);
            }
        }
        return report();
    }

    private void run(Site site, StackStatus other, UsageBenchOptions options) throws IOException {
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
        try (var generator = new LoadGenerator(nanoClock)) {
            var meter = new Meter(nanoClock, processes, generator, site.backend());
            for (Work work : Work.values()) {
                work.prepare(site.backend());
                warmUp(meter, work, on, off, options);
                compare(meter, work, on, off, options);
            }
        }
    }

    /** In turns, so that neither is compiled for what only the other one meets. */
    private void warmUp(Meter meter, Work work, Target on, Target off, UsageBenchOptions options) throws IOException {
        console.accept("warming up with " + work.description());
        for (int turn = 0; turn < options.warmUpTurns(); turn++) {
            meter.warmUp(work, on, options.seconds());
            meter.warmUp(work, off, options.seconds());
        }
    }

    private void compare(Meter meter, Work work, Target on, Target off, UsageBenchOptions options) throws IOException {
        for (int round = 0; round < options.rounds(); round++) {
            boolean onFirst = round % 2 == 0;
            double one = meter.cpuMicros(work, onFirst ? on : off, options.seconds());
            double two = meter.cpuMicros(work, onFirst ? off : on, options.seconds());
            double with = onFirst ? one : two;
            double without = onFirst ? two : one;
            cpu.get(work).add(with, without);
            console.accept(String.format(
                    Locale.ROOT,
                    "round %d: %.1f CPU µs per request with, %.1f without, ratio %.3f",
                    round + 1,
                    with,
                    without,
                    with / without));
        }
    }

    private boolean report() {
        console.accept("");
        cpu.forEach((work, figures) -> console.accept(figures.line("CPU per request, " + work.description(), "µs")));
        cpu.forEach((work, figures) -> console.accept(String.format(
                Locale.ROOT,
                "recording costs %.1f %% of what a node's core can serve of %s (budget: %.0f %%): %s",
                cost(figures) * 100,
                work.description(),
                BUDGET * 100,
                cost(figures) <= BUDGET ? "met" : "NOT MET")));
        return cpu.values().stream().allMatch(figures -> cost(figures) <= BUDGET);
    }

    private static double cost(Comparison cpu) {
        return 1 - 1 / cpu.ratio();
    }
}
