package io.tollgate.simulator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.simulator.limits.Verdict.Admitted;
import io.tollgate.simulator.limits.Verdict.Reason;
import io.tollgate.simulator.limits.Verdict.Throttled;
import org.junit.jupiter.api.Test;

class PaygLimiterTest {
    private static final long SECOND = 1_000_000;
    private static final long START = 1_000_020 * 60 * SECOND;
    private final PaygLimiter limiter = new PaygLimiter();

    @Test
    void shouldAddTheEstimateOnArrivalAndStartAnewEachMinute() {
        assertThat(limiter.arrive(START, 600, 1000, 0)).isInstanceOf(Admitted.class);
        Throttled no = (Throttled) limiter.arrive(START + 15 * SECOND, 401, 1000, 0);
        assertThat(no.reason()).isEqualTo(Reason.TOKENS);
        assertThat(no.retryAfterMicros()).isEqualTo(45 * SECOND);
        assertThat(limiter.arrive(START + 15 * SECOND, 400, 1000, 0)).isInstanceOf(Admitted.class);
        assertThat(limiter.arrive(START + 60 * SECOND, 1000, 1000, 0)).isInstanceOf(Admitted.class);
    }

    @Test
    void shouldAdmitAfterTheWaitItNamed() {
        limiter.arrive(START + 7 * SECOND, 1000, 1000, 0);
        Throttled no = (Throttled) limiter.arrive(START + 8 * SECOND, 1, 1000, 0);
        assertThat(limiter.arrive(START + 8 * SECOND + no.retryAfterMicros() - 1, 1, 1000, 0))
                .isInstanceOf(Throttled.class);
        assertThat(limiter.arrive(START + 8 * SECOND + no.retryAfterMicros(), 1, 1000, 0))
                .isInstanceOf(Admitted.class);
    }

    @Test
    void shouldEvaluateManyRequestsInWindowsOfOneSecond() {
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.arrive(START + i, 1, 0, 600)).isInstanceOf(Admitted.class);
        }
        Throttled no = (Throttled) limiter.arrive(START + 200_000, 1, 0, 600);
        assertThat(no.reason()).isEqualTo(Reason.REQUESTS);
        assertThat(no.retryAfterMicros()).isEqualTo(800_000);
        assertThat(limiter.arrive(START + SECOND, 1, 0, 600)).isInstanceOf(Admitted.class);
    }

    @Test
    void shouldEvaluateFewRequestsInWindowsOfTenSeconds() {
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.arrive(START + i, 1, 0, 60)).isInstanceOf(Admitted.class);
        }
        Throttled no = (Throttled) limiter.arrive(START + SECOND, 1, 0, 60);
        assertThat(no.retryAfterMicros()).isEqualTo(9 * SECOND);
    }

    @Test
    void shouldNotAddWhatItRefuses() {
        limiter.arrive(START, 900, 1000, 0);
        limiter.arrive(START, 200, 1000, 0);
        assertThat(limiter.rates(START, 1000, 0).remainingTokens()).isEqualTo(100);
    }

    @Test
    void shouldKeepWhatWasCountedWhenTheLimitChanges() {
        limiter.arrive(START, 900, 1000, 0);
        assertThat(limiter.rates(START + SECOND, 2000, 0).remainingTokens()).isEqualTo(1100);
        assertThat(limiter.arrive(START + SECOND, 1101, 2000, 0)).isInstanceOf(Throttled.class);
    }

    @Test
    void shouldNotLimitWithoutALimit() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(limiter.arrive(START, 1_000_000, 0, 0)).isInstanceOf(Admitted.class);
        }
    }
}
