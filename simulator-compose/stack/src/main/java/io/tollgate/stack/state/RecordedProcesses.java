package io.tollgate.stack.state;

import io.tollgate.stack.process.ProcessIdentity;
import io.tollgate.stack.process.Signal;
import io.tollgate.stack.process.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The processes of a cluster, as written down.
 *
 * @param supervisor the process that started the others and ends them when it ends
 * @param children what it has started
 */
public record RecordedProcesses(Entry supervisor, List<Entry> children) {

    /** Nothing was ever started. */
    public static final RecordedProcesses NONE = new RecordedProcesses(null, List.of());

    private static final Duration TERM_GRACE = Duration.ofSeconds(45);
    private static final Duration KILL_GRACE = Duration.ofSeconds(10);

    public RecordedProcesses {
        children = children == null ? List.of() : List.copyOf(children);
    }

    /** One process: the start time, in milliseconds since 1970, tells it from a later one with the same id. */
    public record Entry(String name, long pid, long startedAtMillis) {

        /** The written form of {@code identity}. */
        public static Entry of(String name, ProcessIdentity identity) {
            return new Entry(name, identity.pid(), identity.startedAt().toEpochMilli());
        }

        /** The process, when it still runs and is the same. */
        public Optional<ProcessHandle> find() {
            return new ProcessIdentity(pid, Instant.ofEpochMilli(startedAtMillis)).find();
        }
    }

    /** The supervisor, when it still runs. */
    public Optional<ProcessHandle> liveSupervisor() {
        return Optional.ofNullable(supervisor).flatMap(Entry::find);
    }

    /**
     * Ends the supervisor, which ends its children, and then whatever children are left. Signals nothing but what is
     * recorded here and started when it says here.
     *
     * @return the names of processes that would not end
     */
    public List<String> end() {
        if (liveSupervisor().isPresent()) {
            Signal.TERM.send(List.of(supervisor.pid()));
            if (!Waiting.until(TERM_GRACE, () -> liveSupervisor().isEmpty())) {
                Signal.KILL.send(List.of(supervisor.pid()));
            }
        }
        var left = children.stream().filter(child -> child.find().isPresent()).toList();
        if (!left.isEmpty()) {
            Signal.KILL.send(left.stream().map(Entry::pid).toList());
            Waiting.until(KILL_GRACE, () -> left.stream()
                    .noneMatch(child -> child.find().isPresent()));
        }
        return left.stream()
                .filter(child -> child.find().isPresent())
                .map(Entry::name)
                .toList();
    }
}
