package io.tollgate.bench;

import io.tollgate.bench.load.LoadGenerator;
import io.tollgate.bench.machine.Cores;
import io.tollgate.bench.machine.Machine;
import io.tollgate.bench.machine.Processes;
import io.tollgate.bench.report.Report;
import io.tollgate.bench.report.Report.Fact;
import io.tollgate.bench.report.Results;
import io.tollgate.bench.system.NginxProxy;
import io.tollgate.bench.system.OwnStack;
import io.tollgate.bench.system.Site;
import io.tollgate.bench.system.StackSite;
import io.tollgate.bench.system.StackStatus;
import io.tollgate.bench.system.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The whole benchmark: a stack, nginx if there is one, the run, the report. */
final class Bench {

    private static final double QUIET = 0.5;

    private final LongSupplier nanoClock;
    private final Console console;
    private final Processes processes = Processes.ofThisMachine();
    private final Cores cores = Cores.choose();
    private final Machine machine = Machine.current();
    private final double loadBefore = processes.loadAverage();

    Bench(LongSupplier nanoClock, Console console) {
        this.nanoClock = nanoClock;
        this.console = console;
    }

    void run(BenchOptions options) throws IOException {
        if (!processes.readable()) {
            throw new IOException("CPU time and memory are read from /proc, which this system does not have");
        }
        if (options.status().isPresent()) {
            measure(StackStatus.parse(Files.readString(options.status().get())), options);
            return;
        }
        try (OwnStack stack = OwnStack.start(cores, console::say)) {
            measure(stack.status(), options);
        }
    }

    private void measure(StackStatus status, BenchOptions options) throws IOException {
        try (StackSite prepared = StackSite.prepare(status, processes)) {
            measure(prepared.site(), options);
        }
    }

    private void measure(Site site, BenchOptions options) throws IOException {
        cores.toLoad(site.loadPids());
        cores.toLoad(List.of(ProcessHandle.current().pid()));
        cores.toMeasured(site.tollgate().pids());
        console.say(cores.description());
        Optional<Path> nginx = NginxProxy.installed();
        if (nginx.isEmpty()) {
            measure(site, List.of(site.direct(), site.tollgate()), "not installed", options);
            return;
        }
        try (NginxProxy proxy = NginxProxy.start(nginx.get(), site.direct().base(), cores)) {
            Target direct = site.direct();
            var through = new Target(
                    Target.NGINX,
                    proxy.base(),
                    direct.model(),
                    direct.headers(),
                    processes.withDescendants(proxy.pid()));
            String version = NginxProxy.version(nginx.get());
            measure(site, List.of(direct, through, site.tollgate()), version, options);
        }
    }

    private void measure(Site site, List<Target> targets, String nginx, BenchOptions options) throws IOException {
        try (var generator = new LoadGenerator(nanoClock)) {
            var run = new BenchRun(nanoClock, generator, processes, site.backend(), console);
            Results results = run.run(targets, options);
            List<Fact> facts = facts(nginx, generator.hasPreciseTimers(), options);
            report(results, facts, options);
        }
    }

    private List<Fact> facts(String nginx, boolean preciseTimers, BenchOptions options) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Cores", cores.description()));
        facts.add(new Fact("Load of the machine before the run", otherLoad()));
        facts.add(new Fact("Nginx", nginx + ", one worker, HTTP/1.1 kept alive, `proxy_buffering off`, no access log"));
        facts.add(new Fact(
                "Tollgate",
                "one node on the JVM with everything on: limits of tokens and requests per minute on tenant and key in Redis,"
                        + " a usage event per request to Kafka, routing, metering"));
        facts.add(new Fact(
                "Time",
                options.seconds() + " s per workload and target, after " + options.warmUpSeconds() + " s of warm-up"));
        facts.add(new Fact("Timers", preciseTimers ? "microseconds (epoll)" : "one millisecond: latencies are coarse"));
        return facts;
    }

    private String otherLoad() {
        String warning = loadBefore > QUIET ? ": other work ran beside it, repeat on a quiet machine" : "";
        return String.format(Locale.ROOT, "%.2f%s", loadBefore, warning);
    }

    private void report(Results results, List<Fact> facts, BenchOptions options) throws IOException {
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        var report = new Report(date, machine, facts, options.command(), results);
        if (loadBefore > QUIET) {
            console.say("The machine was busy before the run: load " + otherLoad());
        }
        console.say("");
        console.say(report.table());
        results.failures().forEach(console::say);
        if (options.output().isPresent()) {
            Path output = options.output().get().toAbsolutePath();
            Files.createDirectories(output.getParent());
            Files.writeString(output, report.markdown());
            console.say("written to " + options.output().get());
        }
    }
}
