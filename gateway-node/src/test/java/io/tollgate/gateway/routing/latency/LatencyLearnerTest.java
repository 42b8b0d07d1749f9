package io.tollgate.gateway.routing.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyLearnerTest {

    private static final long MILLI = 1_000_000;

    private final Random random = new Random(11);
    private final PromptEffect promptEffect = new PromptEffect();
    private long nowMillis = 1_000_000;
    private final LatencyLearner learner = new LatencyLearner(() -> nowMillis, promptEffect);

    @Test
    void shouldKnowNothingAtFirst() {
        assertThat(learner.estimate().isKnown()).isFalse();
        assertThat(learner.slowMillis(10)).isEmpty();
    }

    @Test
    void shouldLearnBothTimesFromStreams() {
        for (int i = 0; i < 100; i++) {
            nowMillis += 20;
            learner.firstToken(100, 200 * MILLI);
            learner.restOfStream(51, 50 * 10 * MILLI);
        }

        assertThat(learner.estimate().firstTokenMicros()).isCloseTo(200_000, within(100.0));
        assertThat(learner.estimate().perTokenMicros()).isCloseTo(10_000, within(10.0));
        assertThat(learner.estimate().outputTokens()).isCloseTo(51, within(0.1));
    }

    @Test
    void shouldTakeTheTokensOutOfAnswersInOnePiece() {
        for (int i = 0; i < 400; i++) {
            nowMillis += 20;
            long tokens = 1L + random.nextInt(400);
            learner.whole(0, tokens, (300 + 10 * tokens) * MILLI);
        }

        assertThat(learner.estimate().perTokenMicros()).isCloseTo(10_000, within(300.0));
        assertThat(learner.estimate().expectedMicros(200)).isCloseTo(2_300_000, within(100_000.0));
    }

    @Test
    void shouldAgreeWhetherAnswersStreamOrNot() {
        var other = new LatencyLearner(() -> nowMillis, promptEffect);
        for (int i = 0; i < 400; i++) {
            nowMillis += 20;
            long tokens = 2L + random.nextInt(400);
            learner.whole(0, tokens, (300 + 10 * tokens) * MILLI);
            other.firstToken(0, 310 * MILLI);
            other.restOfStream(tokens, (tokens - 1) * 10 * MILLI);
        }

        assertThat(learner.estimate().expectedMicros(200))
                .isCloseTo(other.estimate().expectedMicros(200), within(100_000.0));
    }

    @Test
    void shouldTakeOutWhatThePromptExplains() {
        var other = new LatencyLearner(() -> nowMillis, promptEffect);
        for (int i = 0; i < 1_000; i++) {
            nowMillis += 10;
            long few = random.nextInt(1_000);
            long many = 5_000L + random.nextInt(20_000);
            learner.firstToken(few, (100 + few / 10) * MILLI);
            other.firstToken(many, (100 + many / 10) * MILLI);
        }

        assertThat(other.estimate().firstTokenMicros())
                .as("long prompts take 0.5 to 2.5 s more, and that is no fault of the deployment")
                .isLessThan(2 * learner.estimate().firstTokenMicros());
    }

    @Test
    void shouldFollowAChangeWithinASecondsTraffic() {
        answers(200, 10);
        answers(100, 100);
        assertThat(learner.estimate().firstTokenMicros()).as("a second later").isBetween(50_000.0, 60_000.0);

        answers(200, 100);
        assertThat(learner.estimate().firstTokenMicros()).isGreaterThan(85_000);
    }

    @Test
    void shouldNotBeMovedMuchByOneValue() {
        answers(200, 10);
        learner.firstToken(0, 1_000 * MILLI);

        assertThat(learner.estimate().firstTokenMicros()).isLessThan(20_000);
    }

    @Test
    void shouldForgetWithinAMinuteAndThenBelieveTheFirst() {
        answers(200, 10);
        nowMillis += 80_000;
        assertThat(learner.estimate().isKnown()).isFalse();

        learner.firstToken(0, 500 * MILLI);
        assertThat(learner.estimate().firstTokenMicros()).isGreaterThan(490_000);
    }

    @Test
    void shouldTellTheSlowTailAndForgetIt() {
        for (int i = 1; i <= 100; i++) {
            learner.firstToken(0, i * 10L * MILLI);
        }
        assertThat(learner.slowMillis(0).orElseThrow()).isBetween(950L, 1_050L);

        nowMillis += 60_000;
        assertThat(learner.slowMillis(0)).isEmpty();
    }

    @Test
    void shouldWeighWhatNodesToldByTheirAnswers() {
        var mine = new Estimate(10_000, 100, 50, 30);
        var theirs = new Estimate(40_000, 0, 0, 10);

        assertThat(mine.and(theirs)).isEqualTo(new Estimate(17_500, 100, 50, 40));
        assertThat(Estimate.UNKNOWN.and(theirs).firstTokenMicros()).isEqualTo(40_000);
        assertThat(Estimate.UNKNOWN.and(Estimate.UNKNOWN).isKnown()).isFalse();
    }

    /** One every 10 ms. */
    private void answers(int count, long millis) {
        for (int i = 0; i < count; i++) {
            nowMillis += 10;
            learner.firstToken(0, millis * MILLI);
        }
    }
}
