package io.tollgate.gateway.admission.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.Operation;
import io.tollgate.gateway.admission.Headroom;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.support.Callers;
import io.tollgate.gateway.support.Requests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenEstimatorTest {

    private static final Limit LARGE = Limit.of(LimitKind.TOKENS_PER_MINUTE, 100_000_000);

    private final Vertx vertx = Vertx.vertx();
    private final TokenEstimator estimator = new TokenEstimator(new Headroom(), vertx);
    private final Caller small = Callers.limited(List.of(Limit.of(LimitKind.TOKENS_PER_MINUTE, 500)), List.of());
    private final Caller large = Callers.limited(List.of(LARGE), List.of());
    private final Caller strict = Callers.limited(List.of(LARGE.withEnforcement(Enforcement.STRICT)), List.of());

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void shouldCountWhereNothingHasBeenLearned() throws Exception {
        TokenEstimate estimate = estimate(Requests.chat(large, ""));

        assertThat(estimate.source()).isEqualTo(TokenEstimate.Source.COUNTED);
        // "Hello, world!" has 4 tokens, "user" one; a message costs 3, the answer's beginning 3.
        assertThat(estimate.promptTokens()).isEqualTo(11);
    }

    @Test
    void shouldGoByWhatItLearnedFarFromALimit() throws Exception {
        learn(large, 40);

        TokenEstimate estimate = estimate(Requests.chat(large, ",\"max_tokens\":4000"));

        assertThat(estimate.source()).isEqualTo(TokenEstimate.Source.LEARNED);
        assertThat(estimate.promptTokens()).isBetween(10L, 12L);
        assertThat(estimate.expectedOutputTokens()).isBetween(40L, 60L);
        assertThat(estimate.upperBoundTokens()).isEqualTo(estimate.promptTokens() + 4_000);
    }

    @Test
    void shouldCountNearALimitAndStillExpectWhatIsUsual() throws Exception {
        learn(small, 5);

        TokenEstimate estimate = estimate(Requests.chat(small, ",\"max_tokens\":100"));

        assertThat(estimate.source()).isEqualTo(TokenEstimate.Source.COUNTED);
        assertThat(estimate.expectedOutputTokens()).isBetween(5L, 7L);
        assertThat(estimate.upperBoundTokens()).isEqualTo(111);
    }

    @Test
    void shouldExpectNoOutputWhereNoneIsWantedAndLearnNothingOfOtherAnswersFromIt() throws Exception {
        learn(large, 100);
        for (int i = 0; i < 500; i++) {
            estimator.learn(Requests.chat(large, ",\"max_tokens\":0"), 11, 0);
        }

        TokenEstimate none = estimate(Requests.chat(large, ",\"max_tokens\":0"));

        assertThat(none.expectedOutputTokens()).isZero();
        assertThat(none.upperBoundTokens()).isEqualTo(none.promptTokens());
        assertThat(estimate(Requests.chat(large, "")).expectedOutputTokens()).isGreaterThan(90);
    }

    @Test
    void shouldAlwaysCountForAStrictLimit() throws Exception {
        learn(strict, 5);

        assertThat(estimate(Requests.chat(strict, "")).source()).isEqualTo(TokenEstimate.Source.COUNTED);
    }

    @Test
    void shouldCountALongPromptElsewhere() throws Exception {
        TokenEstimate estimate = estimate(Requests.chat(strict, "word ".repeat(2_000), ""));

        assertThat(estimate.source()).isEqualTo(TokenEstimate.Source.COUNTED);
        assertThat(estimate.promptTokens()).isBetween(2_000L, 2_020L);
    }

    @Test
    void shouldReserveTheMostThatAnImageCanCostForAStrictLimitAlone() throws Exception {
        assertThat(estimate(withImage(strict)).promptTokens()).isEqualTo(3 + 3 + 1 + 1_445);
        assertThat(estimate(withImage(large)).promptTokens()).isEqualTo(3 + 3 + 1 + 765);
    }

    @Test
    void shouldLearnWhatImagesReallyCost() throws Exception {
        for (int i = 0; i < 50; i++) {
            estimator.learn(withImage(large), 1_000, 5);
        }

        TokenEstimate estimate = estimate(withImage(large));

        assertThat(estimate.source()).isEqualTo(TokenEstimate.Source.LEARNED);
        assertThat(estimate.promptTokens()).isBetween(990L, 1_010L);
    }

    @Test
    void shouldGuessWithAMarginWhileTooManyPromptsAreCounted() throws Exception {
        Vertx slow = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));
        var free = new CountDownLatch(1);
        try {
            slow.executeBlocking(() -> free.await(1, TimeUnit.MINUTES));
            var busy = new TokenEstimator(new Headroom(), slow);
            List<Future<TokenEstimate>> counted = new ArrayList<>();
            for (int i = 0; i < TokenEstimator.MOST_COUNTED_AT_ONCE; i++) {
                counted.add(busy.estimate(withImage(strict)));
            }

            TokenEstimate estimate = busy.estimate(withImage(strict)).result();

            assertThat(estimate.source()).isEqualTo(TokenEstimate.Source.GUESSED);
            // A message costs 4 and the answer's beginning 3; a quarter more, and more than an image usually costs.
            assertThat(estimate.promptTokens()).isEqualTo((7 + 765) * 5 / 4 + 1_445 - 765);

            free.countDown();
            for (Future<TokenEstimate> one : counted) {
                assertThat(result(one).source()).isEqualTo(TokenEstimate.Source.COUNTED);
            }
        } finally {
            free.countDown();
            slow.close();
        }
    }

    @Test
    void shouldNotCountForCallersWithoutATokenLimit() throws Exception {
        assertThat(estimate(Requests.chat(Callers.unlimited(), "")).source()).isEqualTo(TokenEstimate.Source.GUESSED);
    }

    @Test
    void shouldExpectNoOutputOfEmbeddings() throws Exception {
        TokenEstimate estimate = estimate(Requests.of(
                large,
                Operation.EMBEDDINGS,
                "{\"model\":\"e\",\"input\":\"Hello\"}",
                new CatalogIndex(CatalogSnapshot.empty())));

        assertThat(estimate.expectedOutputTokens()).isZero();
        assertThat(estimate.upperBoundTokens()).isEqualTo(estimate.promptTokens());
    }

    private static AdmissionRequest withImage(Caller caller) {
        return Requests.of(
                caller,
                Operation.CHAT_COMPLETIONS,
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                        + "\"image_url\":{\"url\":\"https://example.com/a.png\"}}]}]}",
                new CatalogIndex(CatalogSnapshot.empty()));
    }

    private void learn(Caller caller, long outputTokens) {
        for (int i = 0; i < 50; i++) {
            estimator.learn(Requests.chat(caller, ",\"max_tokens\":4000"), 11, outputTokens);
        }
    }

    private TokenEstimate estimate(AdmissionRequest request) throws Exception {
        return result(estimator.estimate(request));
    }

    private static TokenEstimate result(Future<TokenEstimate> estimate) throws Exception {
        return estimate.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
