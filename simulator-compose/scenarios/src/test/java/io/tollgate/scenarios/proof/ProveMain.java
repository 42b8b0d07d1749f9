package io.tollgate.scenarios.proof;

import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.load.LoadClient;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.stack.ClusterOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The command line. Ends with 0 when everything holds, with 1 when something does not or nothing could be run, with 2 when the options are wrong. */
public final class ProveMain {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int REMEMBERED_REQUESTS = 40_000;

    private final PrintStream out;
    private final ProveOptions options;
    private final Findings findings;
    private final List<String> broken = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    private ProveMain(PrintStream out, ProveOptions options) {
        this.out = out;
        this.options = options;
        this.findings = new Findings(out::println);
    }

    /** Runs what the arguments ask for. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(Arrays.asList(arguments), System.out));
    }

    static int run(List<String> arguments, PrintStream out) throws IOException {
        ProveOptions options;
        if (arguments.contains("--help")) {
            usage(out);
            return 0;
        }
        try {
            options = ProveOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            usage(out);
            return MISUSED;
        }
        return new ProveMain(out, options).prove();
    }

    private static void usage(PrintStream out) {
        out.printf(
                ProveOptions.USAGE,
                String.join(", ", Subject.LEDGER.names()),
                String.join(", ", Subject.ROUTING.names()),
                String.join(", ", Subject.USAGE.names()),
                String.join(", ", Subject.TENANTS.names()));
    }

    private int prove() throws IOException {
        Stopwatch all = Stopwatch.start();
        var root = ClusterOptions.rootOfThisBuild();
        var cluster = ClusterOptions.in(root, root.resolve("simulator-compose/scenarios/target/prove"))
                .withNodes(options.nodes())
                .withEnvironment(Map.of(
                        "TOLLGATE_LEASE_ENABLED", Boolean.toString(options.leases()),
                        "TOLLGATE_DRAIN_DELAY", "2s",
                        "SIMULATOR_REQUEST_LOG_SIZE", Integer.toString(REMEMBERED_REQUESTS)));
        Path pictures = root.resolve(options.write() ? "docs/images" : "simulator-compose/scenarios/target/pictures");
        List<Proof> proofs = runnable();
        if (proofs.isEmpty()) {
            left.forEach(out::println);
            return FAILED;
        }
        out.println("Starting a cluster of " + options.nodes() + " nodes …");
        try (var stand = Stand.start(cluster);
                var callers = new LoadClient()) {
            proofs.forEach(
                    proof -> prove(proof, new Ground(stand, callers, options.scale(), options.seed(), pictures)));
        }
        conclude(root, all);
        return findings.unmet().isEmpty() && broken.isEmpty() ? 0 : FAILED;
    }

    /** Those asked for that this machine can run; of the others it is noted why not. */
    private List<Proof> runnable() {
        List<Proof> runnable = new ArrayList<>();
        options.subject().proofs().stream()
                .filter(proof -> options.proofs().contains(proof.name()))
                .forEach(proof -> proof.lacks()
                        .ifPresentOrElse(
                                lacking -> left.add("LEFT OUT  " + proof.name() + ": " + lacking),
                                () -> runnable.add(proof)));
        return runnable;
    }

    /** One that breaks down says so, and the next is tried all the same. */
    private void prove(Proof proof, Ground ground) {
        Stopwatch watch = Stopwatch.start();
        out.println("-- " + proof.name());
        findings.begin(proof.name());
        try {
            proof.run(ground, findings);
        } catch (RuntimeException | AssertionError e) {
            broken.add(proof.name() + ": " + e);
            findings.holds("the whole proof", String.valueOf(e.getMessage()), "to come to its end", false);
        }
        out.println("   " + watch.elapsed().toSeconds() + " s");
    }

    private void conclude(Path root, Stopwatch all) throws IOException {
        out.println();
        left.forEach(out::println);
        findings.unmet().forEach(line -> out.println("NOT MET  " + line));
        long kept = findings.all().stream()
                .filter(finding -> !finding.wanted().isEmpty() && finding.met())
                .count();
        out.println(kept + " promises kept, " + findings.unmet().size() + " not, in "
                + all.elapsed().toSeconds() + " s");
        if (options.write()) {
            Path report = root.resolve("docs/" + options.subject().text() + "-proof.md");
            Files.writeString(report, Report.of(options.subject(), options.command(), findings.all()));
            out.println("Written to " + report);
        }
    }
}
