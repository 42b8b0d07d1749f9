package io.tollgate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {

    @Test
    void shouldTakeSensibleDefaults() {
        var options = BenchOptions.parse(List.of());

        assertThat(options.rates()).containsExactly(500, 2000);
        assertThat(options.warmUpSeconds()).isEqualTo(20);
        assertThat(options.output()).contains(Path.of("docs/performance.md"));
        assertThat(options.status()).isEmpty();
    }

    @Test
    void shouldWriteNoReportOfASmokeRunUnlessAsked() {
        assertThat(BenchOptions.parse(List.of("--quick")).output()).isEmpty();
        assertThat(BenchOptions.parse(List.of("--quick", "--output", "x.md")).output())
                .contains(Path.of("x.md"));
    }

    @Test
    void shouldReadEveryOption() {
        var options = BenchOptions.parse(List.of("--seconds", "3", "--rates", "100,200", "--status", "s.json"));

        assertThat(options.seconds()).isEqualTo(3);
        assertThat(options.rates()).containsExactly(100, 200);
        assertThat(options.status()).contains(Path.of("s.json"));
        assertThat(options.command()).isEqualTo("./tollgate bench --seconds 3 --rates 100,200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seconds 0", "--seconds x", "--rates 5,,6", "--rates -1", "--secs 3", "--seconds"})
    void shouldNameTheOptionThatIsWrong(String line) {
        List<String> arguments = List.of(line.split(" ", -1));

        assertThatThrownBy(() -> BenchOptions.parse(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(arguments.getFirst());
    }
}
