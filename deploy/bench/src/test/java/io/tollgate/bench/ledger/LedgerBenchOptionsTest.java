package io.tollgate.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerBenchOptionsTest {

    @Test
    void shouldWriteAReportUnlessTheRunIsASmokeRun() {
        assertThat(LedgerBenchOptions.parse(List.of()).output()).contains(Path.of("docs/ledger-performance.md"));
        assertThat(LedgerBenchOptions.parse(List.of("--quick")).output()).isEmpty();
        assertThat(LedgerBenchOptions.parse(List.of("--quick", "--output", "x.md"))
                        .output())
                .contains(Path.of("x.md"));
    }

    @Test
    void shouldNameTheCommandThatRepeatsTheRun() {
        var options = LedgerBenchOptions.parse(List.of("--seconds", "7", "--jmh", "--rate", "300"));

        assertThat(options.command()).isEqualTo("./tollgate bench ledger --seconds 7 --rate 300 --jmh");
        assertThat(LedgerBenchOptions.parse(List.of()).command())
                .isEqualTo("./tollgate bench ledger --seconds 4 --rate 1000");
    }

    @Test
    void shouldSayWhichOptionIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerBenchOptions.parse(List.of("--seconds", "0")))
                .withMessageContaining("--seconds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerBenchOptions.parse(List.of("--limits", "3")))
                .withMessageContaining("--limits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerBenchOptions.parse(List.of("--rate")))
                .withMessageContaining("--rate");
    }
}
