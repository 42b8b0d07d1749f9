package io.tollgate.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.stack.Statuses;
import io.tollgate.stack.process.ChildProcess;
import io.tollgate.stack.process.ProcessIdentity;
import io.tollgate.stack.state.RecordedProcesses;
import io.tollgate.stack.state.RecordedProcesses.Entry;
import io.tollgate.stack.state.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    @TempDir
    private Path path;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldSayThatNothingRunsWhenNothingWasStarted() {
        assertThat(run("status")).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(text(err)).contains("not up", "./tollgate up");
        assertThat(run("down")).isEqualTo(ExitCodes.DONE);
        assertThat(text(out)).contains("Tollgate was not up.");
    }

    @Test
    void shouldTakeAStatusWhoseSupervisorIsGoneForStale() {
        var state = new StateDirectory(path);
        state.write(Statuses.complete());
        var own = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        var stale = new ProcessIdentity(own.pid(), own.startedAt().minusSeconds(100));
        state.write(new RecordedProcesses(Entry.of("supervisor", stale), List.of()));

        assertThat(run("status", "--json")).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void shouldPrintTheStatusOfARunningCluster() {
        var state = new StateDirectory(path);
        state.write(Statuses.complete());
        var own = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        state.write(new RecordedProcesses(Entry.of("supervisor", own), List.of(Entry.of("node-1", own))));

        assertThat(run("status", "--json")).isEqualTo(ExitCodes.DONE);
        assertThat(text(out).strip()).isEqualTo(StateDirectory.text(Statuses.complete()));
        assertThat(run("status")).isEqualTo(ExitCodes.DONE);
        assertThat(text(out)).contains("node-1             running, pid " + own.pid());
    }

    @Test
    void shouldEndChildrenWhoseSupervisorWasKilled() {
        var state = new StateDirectory(path);
        var child = ChildProcess.start(new ChildProcess.Spec(
                "node-1", List.of("sleep", "60"), Map.of(), path, state.logs().resolve("node-1.log")));
        state.write(new RecordedProcesses(
                null, List.of(Entry.of("node-1", child.identity().orElseThrow()))));

        assertThat(run("down", "--wipe")).isEqualTo(ExitCodes.DONE);

        assertThat(child.identity()).isEmpty();
        assertThat(text(out)).contains("Tollgate is down. Its data is removed.");
    }

    @Test
    void shouldSayWhatToBuildWhenAProgramIsMissingAndLeaveNothingRunning() {
        assertThat(run("up")).isEqualTo(ExitCodes.FAILED);

        assertThat(text(err)).contains("is not built", "./tollgate build");
        assertThat(new StateDirectory(path).processes()).isEqualTo(RecordedProcesses.NONE);
        assertThat(new StateDirectory(path).claimed()).isFalse();
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(run("status", "--xml")).isEqualTo(ExitCodes.MISUSED);
        assertThat(run("sideways")).isEqualTo(ExitCodes.MISUSED);
        assertThat(run()).isEqualTo(ExitCodes.MISUSED);
        assertThat(text(err)).contains("'status' does not know '--xml'", "There is no command 'sideways'");
    }

    @Test
    void shouldPrintCallsThatCarryTheKeyOfATenant() {
        assertThat(Summary.calls(Statuses.complete()))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call)
                        .contains("http://127.0.0.1:8080/v1/chat/completions", "Authorization: Bearer tg_contoso"))
                .last()
                .asString()
                .startsWith("curl -N ")
                .contains("\"stream\":true");
    }

    private int run(String... arguments) {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                () -> 0);
        return new TollgateMain(console, path.resolve("no-repository"), path).run(List.of(arguments));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
