package io.tollgate.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.bench.FakeStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofMainTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void shouldSayThatTheNodeDidNotStartAndTakeTheKeyBack() throws IOException {
        try (var stack = new FakeStack(directory)) {
            Path status = Files.writeString(directory.resolve("status.json"), stack.status());
            Path binary = Files.writeString(directory.resolve("node"), "#!/bin/sh\nexit 3\n");
            assertThat(binary.toFile().setExecutable(true)).isTrue();

            assertThat(run(
                            status.toString(),
                            binary.toString(),
                            directory.resolve("node.log").toString()))
                    .isEqualTo(1);

            assertThat(printed()).contains("FAILED: the node ended");
            assertThat(stack.administered()).endsWith("DELETE /admin/v1/tenants/bench/keys/k1");
        }
    }

    @Test
    void shouldExplainItself() {
        assertThat(run()).isEqualTo(1);
        assertThat(printed()).contains("Usage: ProofMain STATUS-FILE BINARY LOG-FILE");
    }

    private int run(String... arguments) {
        return ProofMain.run(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
