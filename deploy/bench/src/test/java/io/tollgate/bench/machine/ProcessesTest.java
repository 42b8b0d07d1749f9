package io.tollgate.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

    private static final String STAT =
            "77 (odd) name (x) S 1 77 77 0 -1 4194560 100 0 0 0 250 50 7 8 20 0 12 0 100 1000 200 1844";

    @TempDir
    Path proc;

    @Test
    void shouldAddUserAndSystemTimeWhateverTheProcessIsCalled() {
        assertThat(Processes.cpuTicks(STAT)).isEqualTo(300);
    }

    @Test
    void shouldSumOverProcessesAndCountAnEndedOneAsNothing() throws IOException {
        process(77, STAT, "Name:\tjava\nVmHWM:\t  9000 kB\nVmRSS:\t  2048 kB\n");
        process(78, STAT, "VmRSS:\t  1024 kB\n");
        var processes = new Processes(proc, 100);

        assertThat(processes.cpuTime(List.of(77L, 78L, 79L))).isEqualTo(Duration.ofSeconds(6));
        assertThat(processes.residentBytes(List.of(77L, 78L, 79L))).isEqualTo(3 << 20);
    }

    @Test
    void shouldFindAVariableOfAnotherProcess() throws IOException {
        process(77, STAT, "");
        Files.writeString(proc.resolve("77/environ"), "PATH=/bin\0BACKEND_KEY=k1=x\0");
        var processes = new Processes(proc, 100);

        assertThat(processes.environmentVariable(77, "BACKEND_KEY")).contains("k1=x");
        assertThat(processes.environmentVariable(77, "KEY")).isEmpty();
        assertThat(processes.environmentVariable(78, "KEY")).isEmpty();
    }

    @Test
    void shouldReadTheLoadOfTheMachine() throws IOException {
        assertThat(new Processes(proc, 100).loadAverage()).isNaN();
        Files.writeString(proc.resolve("loadavg"), "0.42 0.55 1.00 1/99 4711\n");
        assertThat(new Processes(proc, 100).loadAverage()).isEqualTo(0.42);
    }

    @Test
    void shouldFindTheProcessorInTheKernelsList() {
        assertThat(Machine.cpuModel("processor\t: 0\nmodel name\t: Fast CPU 3\nflags: x\n"))
                .isEqualTo("Fast CPU 3");
        assertThat(Machine.cpuModel("")).isEqualTo("unknown");
    }

    @Test
    void shouldReadTheKernelsListOfCores() {
        assertThat(Cores.coreList("0-2,7")).containsExactly(0, 1, 2, 7);
    }

    @Test
    void shouldLeaveACommandAloneWhenNothingIsPinned() {
        assertThat(new Cores(-1, -1, "").onMeasured(List.of("nginx"))).containsExactly("nginx");
        assertThat(new Cores(0, 1, "").onMeasured(List.of("nginx"))).containsExactly("taskset", "-c", "1", "nginx");
    }

    private void process(long pid, String stat, String status) throws IOException {
        Path directory = Files.createDirectory(proc.resolve(Long.toString(pid)));
        Files.writeString(directory.resolve("stat"), stat);
        Files.writeString(directory.resolve("status"), status);
    }
}
