package io.tollgate.gateway.admission.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputExpectationTest {

    private static final OptionalLong UNBOUNDED = OptionalLong.empty();

    private final OutputExpectation expectation = new OutputExpectation();

    @Test
    void shouldFallBackOnTheRequestsBoundThenOnTheDefault() {
        assertThat(expectation.expect("a", "m", OptionalLong.of(2_000), 1, 4_096))
                .isEqualTo(new ExpectedOutput(2_000, 2_000));
        assertThat(expectation.expect("a", "m", UNBOUNDED, 1, 4_096)).isEqualTo(new ExpectedOutput(512, 4_096));
        assertThat(expectation.expect("a", "m", UNBOUNDED, 3, 100)).isEqualTo(new ExpectedOutput(300, 300));
        assertThat(expectation.expect("a", "m", OptionalLong.of(9_000), 2, 4_096))
                .isEqualTo(new ExpectedOutput(8_192, 8_192));
        assertThat(expectation.expect("a", "m", UNBOUNDED, 1, 0)).isEqualTo(new ExpectedOutput(0, 0));
        assertThat(expectation.expect("a", "m", OptionalLong.of(0), 3, 4_096)).isEqualTo(new ExpectedOutput(0, 0));
    }

    @Test
    void shouldExpectWhatRecentAnswersHad() {
        for (int i = 0; i < RecentSizes.LEAST_OBSERVATIONS; i++) {
            assertThat(expectation.known("a", "m")).isFalse();
            expectation.observe("a", "m", 2, 200);
        }

        assertThat(expectation.known("a", "m")).isTrue();
        ExpectedOutput expected = expectation.expect("a", "m", UNBOUNDED, 1, 4_096);
        assertThat(expected.expectedTokens()).isBetween(100L, 124L);
        assertThat(expected.upperBoundTokens()).isEqualTo(4_096);
        assertThat(expectation.expect("a", "m", OptionalLong.of(10), 1, 4_096)).isEqualTo(new ExpectedOutput(10, 10));
        assertThat(expectation.expect("b", "m", UNBOUNDED, 1, 4_096).expectedTokens())
                .isEqualTo(512);
    }

    @Test
    void shouldForgetWhatAnswersOnceHad() {
        for (int i = 0; i < 10_000; i++) {
            expectation.observe("a", "m", 1, 4_000);
        }
        int answers = 0;
        while (expectation.expect("a", "m", UNBOUNDED, 1, 10_000).expectedTokens() > 124) {
            expectation.observe("a", "m", 1, 100);
            answers++;
        }

        assertThat(answers).isLessThan(1_000);
    }

    @Test
    void shouldKeepCloseToTheTruePercentile() {
        var random = new Random(3);
        for (int round = 0; round < 50; round++) {
            var sizes = new RecentSizes();
            long[] values = new long[150];
            for (int i = 0; i < values.length; i++) {
                values[i] = (long) Math.exp(random.nextDouble() * 12);
                sizes.add(values[i]);
            }
            Arrays.sort(values);
            long truth = values[(values.length * 95 + 99) / 100 - 1];

            assertThat(sizes.highTokens()).isBetween(truth, truth + truth / 4);
        }
    }

    @Test
    void shouldTakeSizesWithoutBound() {
        for (int i = 0; i < 20; i++) {
            expectation.observe("a", "m", 1, Long.MAX_VALUE);
            expectation.observe("a", "z", 1, 0);
        }

        assertThat(expectation.expect("a", "m", UNBOUNDED, 1, 4_096)).isEqualTo(new ExpectedOutput(4_096, 4_096));
        assertThat(expectation.expect("a", "z", UNBOUNDED, 1, 4_096).expectedTokens())
                .isZero();
    }
}
