package io.tollgate.bench.system;

import io.tollgate.bench.machine.Cores;
import io.tollgate.stack.Cluster;
import io.tollgate.stack.ClusterOptions;
import io.tollgate.stack.process.StartFailedException;
import io.tollgate.stack.service.ServiceProcess;
import io.tollgate.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A stack for this run alone. {@link #close} ends it. */
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
        return start(cores, 1, Map.of(), progress);
    }

    /**
     * The same with several nodes, all on the core of what is measured.
     *
     * @param settings environment variables on top of this process's own; {@code NODE_2_TOLLGATE_...} is for that node alone
     */
    public static OwnStack start(Cores cores, int nodes, Map<String, String> settings, Consumer<String> progress)
            throws IOException {
        Path root = ClusterOptions.rootOfThisBuild();
        Path state = root.resolve("deploy/bench/target/stack");
        try {
            new StateDirectory(state).wipe();
            var options = ClusterOptions.in(root, state)
                    .withNodes(nodes)
                    .withEnvironment(System.getenv())
                    .withEnvironment(settings)
                    .withProgress(progress);
            var stack = new OwnStack(Cluster.start(options));
            stack.restartNodesOnTheirCore(cores);
            return stack;
        } catch (IllegalStateException | StartFailedException notStarted) {
            throw new IOException(notStarted.getMessage(), notStarted);
        }
    }

    /** A process inherits the core of the one that starts it. */
    private void restartNodesOnTheirCore(Cores cores) {
        if (cores.pinned()) {
            List<Long> self = List.of(ProcessHandle.current().pid());
            cores.toMeasured(self);
            cluster.nodes().forEach(ServiceProcess::restart);
            cores.toLoad(self);
        }
    }

    /** As {@code tollgate status --json} prints it. */
    public StackStatus status() throws IOException {
        return status(0);
    }

    /** The same with another node as the one that is measured, counted from 0. */
    public StackStatus status(int node) throws IOException {
        return StackStatus.parse(StateDirectory.text(cluster.status()), node);
    }

    /** Nothing reads usage events from here on; what is measured is not the reading. */
    public void freezeUsageConsumer() {
        cluster.usageConsumer().freeze();
    }

    @Override
    public void close() {
        cluster.usageConsumer().thaw();
        cluster.close();
    }
}
