package io.tollgate.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.body.BodyReading;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.support.Callers;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenEstimatorTest {

    private static final Route ROUTE =
            new Route("gpt-4o", Set.of(), Set.of(), 16_384, List.of(new Tier(List.of("payg-1"))));

    private final Vertx vertx = Vertx.vertx();
    private final TokenEstimator estimator = new TokenEstimator(new Headroom(), vertx);
    private final Caller small = Callers.limited(List.of(Limit.of(LimitKind.TOKENS_PER_MINUTE, 1_000)), List.of());
    private final Caller large =
            Callers.limited(List.of(Limit.of(LimitKind.TOKENS_PER_MINUTE, 100_000_000)), List.of());

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void shouldCountWhereNothingHasBeenLearned() throws Exception {
        TokenEstimate estimate = estimate(large, body("Hello, world!", ""));

        assertThat(estimate.source()).isEqualTo(TokenEstimate.Source.COUNTED);
        // "Hello, world!" has 4 tokens, "user" one; a message costs 3, the answer's beginning 3.
        assertThat(estimate.promptTokens()).isEqualTo(11);
    }

    @Test
    void shouldGoByWhatItLearnedFarFromALimit() throws Exception {
        for (int i = 0; i < 50; i++) {
            estimator.learn(large, ROUTE, body("Hello, world!", ",\"max_tokens\":4000"), 11, 40);
        }

        TokenEstimate estimate = estimate(large, body("Hello, world!", ",\"max_tokens\":4000"));

        assertThat(estimate.source()).isEqualTo(TokenEstimate.Source.LEARNED);
        assertThat(estimate.promptTokens()).isBetween(10L, 12L);
        assertThat(estimate.expectedOutputTokens()).isBetween(40L, 60L);
        assertThat(estimate.upperBoundTokens()).isEqualTo(estimate.promptTokens() + 4_000);
    }

    @Test
    void shouldReserveTheRequestsOwnBoundNearALimit() throws Exception {
        for (int i = 0; i < 50; i++) {
            estimator.learn(small, ROUTE, body("Hello, world!", ",\"max_tokens\":100"), 11, 5);
        }

        TokenEstimate estimate = estimate(small, body("Hello, world!", ",\"max_tokens\":100"));

        assertThat(estimate.source()).isEqualTo(TokenEstimate.Source.COUNTED);
        assertThat(estimate.expectedOutputTokens()).isEqualTo(100);
    }

    @Test
    void shouldNotCountForCallersWithoutATokenLimit() throws Exception {
        assertThat(estimate(Callers.unlimited(), body("Hello", "")).source()).isEqualTo(TokenEstimate.Source.GUESSED);
    }

    @Test
    void shouldExpectNoOutputOfEmbeddings() throws Exception {
        var input = parse(Operation.EMBEDDINGS, "{\"model\":\"e\",\"input\":\"Hello\"}");

        TokenEstimate estimate = estimator
                .estimate(large, ROUTE, Operation.EMBEDDINGS, input)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(estimate.expectedOutputTokens()).isZero();
        assertThat(estimate.upperBoundTokens()).isEqualTo(estimate.promptTokens());
    }

    private TokenEstimate estimate(Caller caller, InferenceBody body) throws Exception {
        return estimator
                .estimate(caller, ROUTE, Operation.CHAT_COMPLETIONS, body)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static InferenceBody body(String text, String more) {
        return parse(
                Operation.CHAT_COMPLETIONS,
                "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more + "}");
    }

    private static InferenceBody parse(Operation operation, String json) {
        BodyReading reading = InferenceBody.parse(operation, json.getBytes(StandardCharsets.UTF_8));
        return ((BodyReading.Parsed) reading).body();
    }
}
