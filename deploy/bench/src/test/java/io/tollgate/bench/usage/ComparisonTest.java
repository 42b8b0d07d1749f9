package io.tollgate.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void shouldTakeTheMedianOfTheRatiosOfPairs() {
        var comparison = new Comparison();
        comparison.add(105, 100);
        comparison.add(210, 200);
        comparison.add(900, 100);
        comparison.add(104, 100);
        comparison.add(106, 100);
        assertThat(comparison.ratio()).isCloseTo(1.05, within(1e-9));
        assertThat(comparison.line("CPU", "µs")).contains("ratio 1.050 (1.040 to 9.000 in 5 rounds)");
    }

    @Test
    void shouldTakeTheMiddleBetweenTwo() {
        assertThat(Comparison.median(List.of(3.0, 1.0, 2.0, 4.0))).isEqualTo(2.5);
    }
}
