package io.tollgate.stack.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.stack.process.ChildProcess;
import io.tollgate.stack.process.ProcessIdentity;
import io.tollgate.stack.state.RecordedProcesses.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedProcessesTest {

    @TempDir
    private Path directory;

    private ChildProcess process;
    private ProcessIdentity identity;

    @BeforeEach
    void start() {
        process = ChildProcess.start(new ChildProcess.Spec(
                "sleeper", List.of("sleep", "60"), Map.of(), directory, directory.resolve("sleeper.log")));
        identity = process.identity().orElseThrow();
    }

    @AfterEach
    void stop() {
        process.kill();
    }

    @Test
    void shouldEndWhatTheSupervisorLeftBehind() {
        var recorded = new RecordedProcesses(null, List.of(Entry.of("sleeper", identity)));

        assertThat(recorded.end()).isEmpty();

        assertThat(process.identity()).isEmpty();
    }

    @Test
    void shouldNotTouchAnotherProcessThatHasTheSameIdNow() {
        var earlier = new ProcessIdentity(identity.pid(), identity.startedAt().minus(Duration.ofMinutes(1)));
        var recorded = new RecordedProcesses(Entry.of("supervisor", earlier), List.of(Entry.of("sleeper", earlier)));

        assertThat(recorded.liveSupervisor()).isEmpty();
        assertThat(recorded.end()).isEmpty();

        assertThat(process.isRunning()).isTrue();
    }

    @Test
    void shouldFindNothingOnceTheProcessHasEnded() {
        process.kill();

        assertThat(Entry.of("sleeper", identity).find()).isEmpty();
    }
}
