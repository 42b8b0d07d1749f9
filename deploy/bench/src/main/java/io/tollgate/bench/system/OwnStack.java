package io.tollgate.bench.system;

import io.tollgate.bench.machine.Cores;
import io.tollgate.stack.Cluster;
import io.tollgate.stack.ClusterOptions;
import io.tollgate.stack.process.StartFailedException;
import io.tollgate.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A stack with one node, for this run alone. {@link #close} ends it. */
public final class OwnStack implements AutoCloseable {

    private final Cluster cluster;

    private OwnStack(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts it without the data of an earlier run. The node is started anew on its core, so that its JVM sizes itself
     * for one core.
     */
    public static OwnStack start(Cores cores, Consumer<String> progress) throws IOException {
        Path root = ClusterOptions.rootOfThisBuild();
        Path state = root.resolve("deploy/bench/target/stack");
        try {
            new StateDirectory(state).wipe();
            var options = ClusterOptions.in(root, state)
                    .withNodes(1)
                    .withEnvironment(System.getenv())
                    .withProgress(progress);
            var stack = new OwnStack(Cluster.start(options));
            stack.restartNodeOnItsCore(cores);
            return stack;
        } catch (IllegalStateException | StartFailedException notStarted) {
            throw new IOException(notStarted.getMessage(), notStarted);
        }
    }

    /** A process inherits the core of the one that starts it. */
    private void restartNodeOnItsCore(Cores cores) {
        if (cores.pinned()) {
            List<Long> self = List.of(ProcessHandle.current().pid());
            cores.toMeasured(self);
            cluster.node(0).restart();
            cores.toLoad(self);
        }
    }

    /** As {@code tollgate status --json} prints it. */
    public StackStatus status() throws IOException {
        return StackStatus.parse(StateDirectory.text(cluster.status()));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
