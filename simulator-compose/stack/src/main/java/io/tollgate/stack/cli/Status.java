package io.tollgate.stack.cli;

import io.tollgate.stack.state.RecordedProcesses.Entry;
import io.tollgate.stack.state.StateDirectory;

/** {@code status}: what runs where, for people or for scripts. */
final class Status {

    private final Console console;
    private final StateDirectory state;

    Status(Console console, StateDirectory state) {
        this.console = console;
        this.state = state;
    }

    int run(boolean json) {
        var recorded = state.processes();
        var status = state.status();
        if (recorded.liveSupervisor().isEmpty() || status.isEmpty()) {
            console.complain(
                    recorded.liveSupervisor().isPresent()
                            ? "Tollgate is starting."
                            : "Tollgate is not up. './tollgate up' starts it.");
            return ExitCodes.NOT_RUNNING;
        }
        if (json) {
            console.say(StateDirectory.text(status.get()));
        } else {
            console.say(Summary.of(status.get()));
            recorded.children().forEach(child -> console.say(line(child)));
        }
        return ExitCodes.DONE;
    }

    private static String line(Entry child) {
        return "  %-18s %s".formatted(child.name(), child.find().isPresent() ? "running, pid " + child.pid() : "ENDED");
    }
}
