package io.tollgate.gateway.admission.request;

import static io.tollgate.catalog.LimitKind.REQUESTS_PER_MINUTE;
import static io.tollgate.catalog.LimitKind.TOKENS_PER_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.Limit;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.cost.CostModel;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.support.Callers;
import io.tollgate.gateway.support.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandBuilderTest {

    private static final Limit BALANCED = Limit.of(TOKENS_PER_MINUTE, 1_000);
    private static final Limit STRICT = BALANCED.withEnforcement(Enforcement.STRICT);

    private final DemandBuilder demands = new DemandBuilder(new CostModel());

    @Test
    void shouldReserveTheBoundForAStrictLimitAndTheExpectationForABalancedOne() {
        var caller = Callers.limited(
                List.of(STRICT, Limit.of(REQUESTS_PER_MINUTE, 10), Limit.concurrent(5)), List.of(BALANCED));
        AdmissionRequest request = Requests.chat(caller, ",\"max_tokens\":600");

        Demand demand = demands.build(request, counted(100, 50, 600));

        assertThat(demand.amounts()).containsExactly(700L, 1L, 1L, 150L);
    }

    @Test
    void shouldNeverCutABound() {
        AdmissionRequest request = Requests.chat(caller(STRICT), "");
        TokenEstimate estimate = counted(100, 50, 16_384);

        assertThat(demands.build(request, estimate).amounts()).containsExactly(16_484L);
        assertThat(DemandBuilder.mostOutputTokens(
                        request, estimate, request.limits().getFirst()))
                .isEqualTo(900);
    }

    @Test
    void shouldShareWhatIsLeftForOutputAmongTheAnswersAskedFor() {
        AdmissionRequest request = Requests.chat(caller(STRICT), ",\"n\":4");

        assertThat(DemandBuilder.mostOutputTokens(
                        request, counted(100, 50, 65_536), request.limits().getFirst()))
                .isEqualTo(225);
        assertThat(DemandBuilder.mostOutputTokens(
                        request, counted(1_001, 50, 65_536), request.limits().getFirst()))
                .isZero();
    }

    @Test
    void shouldNeverLockACallerOutByAGuess() {
        AdmissionRequest unbounded = Requests.chat(caller(BALANCED), "");
        AdmissionRequest bounded = Requests.chat(caller(BALANCED), ",\"max_tokens\":800");

        assertThat(demands.build(unbounded, counted(100, 5_000, 16_384)).amounts())
                .containsExactly(1_000L);
        assertThat(demands.build(bounded, counted(100, 800, 800)).amounts()).containsExactly(900L);
        assertThat(demands.build(bounded, guessed(5_000, 800, 800)).amounts()).containsExactly(1_000L);
    }

    @Test
    void shouldNotAdmitWhatByItsOwnBoundCannotFit() {
        AdmissionRequest request = Requests.chat(caller(BALANCED), ",\"max_tokens\":1200");

        assertThat(demands.build(request, counted(100, 50, 1_200)).amounts()).containsExactly(1_300L);
    }

    @Test
    void shouldNotAdmitAPromptThatCannotFit() {
        AdmissionRequest request = Requests.chat(caller(BALANCED), "");

        assertThat(demands.build(request, counted(1_001, 50, 16_384)).amounts()).containsExactly(1_001L);
    }

    private static Caller caller(Limit limit) {
        return Callers.limited(List.of(limit), List.of());
    }

    private static TokenEstimate counted(long prompt, long expectedOutput, long mostOutput) {
        return new TokenEstimate(prompt, expectedOutput, prompt + mostOutput, TokenEstimate.Source.COUNTED);
    }

    private static TokenEstimate guessed(long prompt, long expectedOutput, long mostOutput) {
        return new TokenEstimate(prompt, expectedOutput, prompt + mostOutput, TokenEstimate.Source.GUESSED);
    }
}
