package io.tollgate.gateway.admission.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateErrorsTest {

    private static final double ROUNDING = 1e-6;

    private final EstimateErrors errors = new EstimateErrors();

    @Test
    void shouldSayNothingOfNothing() {
        assertThat(errors.percentile(50)).isZero();
        assertThat(errors.bias()).isZero();
    }

    @Test
    void shouldTellSizeFromDirection() {
        errors.observe(150, 100);
        errors.observe(90, 100);
        errors.observe(100, 100);
        errors.observe(80, 100);

        assertThat(errors.percentile(50)).isCloseTo(0.1, within(ROUNDING));
        assertThat(errors.percentile(95)).isCloseTo(0.5, within(ROUNDING));
        assertThat(errors.bias()).isCloseTo(0.05, within(ROUNDING));
    }

    @Test
    void shouldForgetWhatIsLongAgo() {
        errors.observe(1_000, 10);
        for (int i = 0; i < EstimateErrors.MOST; i++) {
            errors.observe(10, 10);
        }

        assertThat(errors.percentile(100)).isZero();
    }
}
