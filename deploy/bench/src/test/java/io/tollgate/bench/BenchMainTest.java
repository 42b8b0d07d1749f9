package io.tollgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchMainTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(output, true, StandardCharsets.UTF_8);

    @Test
    void shouldMeasureARunningStackPrintTheTableAndWriteTheReport() throws IOException {
        try (var stack = new FakeStack(directory)) {
            Path status = Files.writeString(directory.resolve("status.json"), stack.status());
            Path report = directory.resolve("docs/performance.md");

            int exit = BenchMain.run(
                    List.of("--quick", "--rates", "50", "--status", status.toString(), "--output", report.toString()),
                    console);

            assertThat(exit).as(printed()).isZero();
            assertThat(printed()).contains("plain, 50/s: added p50 ms", "100 streams: CPU ms/stream");
            assertThat(Files.readString(report))
                    .contains("# Performance", "No request failed.", "| saturated, 32 callers");
            assertThat(printed() + Files.readString(report)).doesNotContain("secret", "tg-made");
            assertThat(stack.administered())
                    .contains("PUT /admin/v1/routes/bench", "PATCH /simulator/v1/deployments/gpt-4o")
                    .endsWith("DELETE /admin/v1/tenants/bench/keys/k1");
        }
    }

    @Test
    void shouldSayWhichOptionIsWrong() {
        assertThat(BenchMain.run(List.of("--seconds", "soon"), console)).isEqualTo(2);
        assertThat(printed()).contains("--seconds", "Usage: tollgate bench");
    }

    @Test
    void shouldFailWithTheReasonWhenTheStackDoesNotRun() throws IOException {
        Path status = Files.writeString(directory.resolve("status.json"), """
                {"nodes":[{"name":"n","url":"http://127.0.0.1:1","pid":0}],"quotaService":{"url":"http://127.0.0.1:1"},"usageConsumer":{"url":"http://127.0.0.1:1"},
                 "simulators":[{"name":"s","url":"http://127.0.0.1:1"}],"keys":{"admin":"a","simulator":"b"}}""");

        assertThat(BenchMain.run(List.of("--quick", "--status", status.toString()), console))
                .isEqualTo(1);
        assertThat(printed()).contains("The benchmark failed");
    }

    @Test
    void shouldExplainItself() {
        assertThat(BenchMain.run(List.of("--help"), console)).isZero();
        assertThat(printed()).contains("--status FILE");
    }

    @Test
    void shouldExplainTheBenchmarkOfTheLedger() {
        assertThat(BenchMain.run(List.of("ledger", "--help"), console)).isZero();
        assertThat(BenchMain.run(List.of("ledger", "--seconds", "soon"), console))
                .isEqualTo(2);
        assertThat(printed()).contains("--jmh", "--seconds");
    }

    @Test
    void shouldExplainTheBenchmarkOfRecording() {
        assertThat(BenchMain.run(List.of("usage", "--help"), console)).isZero();
        assertThat(BenchMain.run(List.of("usage", "--rounds", "many"), console)).isEqualTo(2);
        assertThat(printed()).contains("--warm-up", "--rounds");
    }

    private String printed() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
