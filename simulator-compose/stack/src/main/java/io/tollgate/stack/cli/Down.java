package io.tollgate.stack.cli;

import io.tollgate.stack.state.RecordedProcesses;
import io.tollgate.stack.state.StateDirectory;
import java.io.IOException;

/** {@code down}: ends what {@code up} has started, also when its supervisor was killed. */
final class Down {

    private final Console console;
    private final StateDirectory state;

    Down(Console console, StateDirectory state) {
        this.console = console;
        this.state = state;
    }

    int run(boolean wipe) throws IOException {
        var recorded = state.processes();
        boolean ran = recorded.liveSupervisor().isPresent()
                || recorded.children().stream().anyMatch(child -> child.find().isPresent());
        var left = recorded.end();
        if (!left.isEmpty()) {
            console.complain("These would not end: " + String.join(", ", left) + ". Do they belong to another user?");
            return ExitCodes.FAILED;
        }
        state.clearStatus();
        state.write(RecordedProcesses.NONE);
        if (wipe) {
            state.wipe();
        }
        console.say((ran ? "Tollgate is down." : "Tollgate was not up.") + (wipe ? " Its data is removed." : ""));
        return ExitCodes.DONE;
    }
}
