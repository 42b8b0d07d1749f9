package io.tollgate.stack.cli;

import io.tollgate.stack.Cluster;
import io.tollgate.stack.ClusterOptions;
import io.tollgate.stack.state.StateDirectory;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code up}: starts a cluster, says how to use it, and keeps it until this process is told to end. */
final class Up {

    /** The last line before a detached start lets go of the terminal. */
    static final String READY_LINE = "== tollgate is up ==";

    private final Console console;
    private final Path root;
    private final Path state;

    Up(Console console, Path root, Path state) {
        this.console = console;
        this.root = root;
        this.state = state;
    }

    int run(UpOptions wanted) throws InterruptedException {
        var running = new StateDirectory(state);
        if (running.claimed()) {
            return alreadyUp(running, wanted);
        }
        var options = ClusterOptions.in(root, state)
                .withNodes(wanted.nodes())
                .withPorts(wanted.ports())
                .withEnvironment(System.getenv())
                .withProgress(console::step);
        var ending = new AtomicBoolean();
        var cluster = Cluster.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(cluster, ending), "down"));
        cluster.onEnd(name -> {
            if (!ending.get()) {
                console.step(name + " has ended; './tollgate logs " + name + "' may say why");
            }
        });
        announce(
                new StateDirectory(state),
                wanted.detached() ? "'./tollgate down' ends it." : "Ctrl-C ends it.",
                wanted.detached());
        new CountDownLatch(1).await();
        return 0;
    }

    private void end(Cluster cluster, AtomicBoolean ending) {
        ending.set(true);
        console.say("Stopping ...");
        cluster.close();
        console.say("Stopped.");
    }

    private int alreadyUp(StateDirectory running, UpOptions wanted) {
        if (running.status().isEmpty()) {
            console.complain("Another './tollgate up' is still starting. './tollgate status' says when it is ready.");
            return ExitCodes.FAILED;
        }
        console.say("Tollgate is already up.");
        announce(running, "'./tollgate down' ends it.", wanted.detached());
        return ExitCodes.DONE;
    }

    private void announce(StateDirectory running, String end, boolean detached) {
        var status = running.status().orElseThrow();
        console.say("");
        console.say("Tollgate is up.");
        console.say(Summary.of(status));
        console.say("");
        console.say("Try it:");
        Summary.calls(status).forEach(call -> console.say("  " + call));
        console.say("");
        console.say(end);
        if (detached) {
            console.say(READY_LINE);
        }
    }
}
