package io.tollgate.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

    @TempDir
    private Path directory;

    @Test
    void shouldWriteItsOutputToTheLogAndTellItsExitCode() {
        var child = shell("echo to-out; echo to-err >&2; exit 7");
        Awaitility.await().until(() -> !child.isRunning());

        assertThat(child.exitCode()).isEqualTo(7);
        assertThat(LogTail.of(child.log(), 10)).containsExactly("to-out", "to-err");
        assertThat(new StartFailedException("It failed.", child.log()))
                .hasMessage("It failed. Last lines of " + child.log() + ":\nto-out\nto-err");
    }

    @Test
    void shouldKillOneThatDoesNotHeed() {
        var child = shell("trap '' TERM; touch ready; while true; do sleep 1; done");
        Awaitility.await().until(() -> Files.exists(directory.resolve("ready")));

        child.kill();

        assertThat(child.isRunning()).isFalse();
    }

    @Test
    void shouldSayThatAProgramIsMissing() {
        var spec = new ChildProcess.Spec(
                "nothing", List.of("/no/such/program"), Map.of(), Path.of("/proc/none"), directory.resolve("log"));

        assertThatThrownBy(() -> ChildProcess.start(spec))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot start nothing");
    }

    @Test
    void shouldNotShowItsEnvironment() {
        var spec = new ChildProcess.Spec(
                "gateway",
                List.of("java"),
                Map.of("TOLLGATE_ADMIN_KEY", "secret"),
                directory,
                directory.resolve("log"));

        assertThat(spec.toString()).isEqualTo("gateway");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldDieWithAParentThatIsKilled() throws Exception {
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentMain.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("parent.log").toFile())
                .start();
        var pidFile = directory.resolve("pid");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(pidFile));
        long pid = Long.parseLong(Files.readString(pidFile));
        assertThat(ProcessIdentity.of(pid)).isPresent();

        parent.destroyForcibly();

        Awaitility.await().until(() -> ProcessIdentity.of(pid).isEmpty());
    }

    private ChildProcess shell(String script) {
        return ChildProcess.start(new ChildProcess.Spec(
                "shell", List.of("/bin/sh", "-c", script), Map.of(), directory, directory.resolve("shell.log")));
    }
}
