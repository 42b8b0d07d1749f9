package io.tollgate.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestBenchOptionsTest {

    @Test
    void shouldMeasureWhatIsPromisedUnlessAskedOtherwise() {
        assertThat(IngestBenchOptions.parse(List.of()))
                .isEqualTo(new IngestBenchOptions(
                        2_000_000, 10_000_000, Optional.of(Path.of("docs", "ingest-performance.md"))));
    }

    @Test
    void shouldWriteNoReportOfAQuickRunUnlessAsked() {
        assertThat(IngestBenchOptions.parse(List.of("--quick", "--events", "7")))
                .isEqualTo(new IngestBenchOptions(7, 100_000, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"--events,0", "--stored,many", "--planets,9"})
    void shouldNameTheOptionThatIsWrong(String name, String value) {
        assertThatThrownBy(() -> IngestBenchOptions.parse(List.of(name, value))).hasMessageContaining(name);
    }
}
