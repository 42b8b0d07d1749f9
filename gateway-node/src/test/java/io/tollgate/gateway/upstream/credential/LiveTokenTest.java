package io.tollgate.gateway.upstream.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.gateway.support.FakeTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class LiveTokenTest {

    private static final long HOUR = 3_600_000;

    private final FakeTimers timers = new FakeTimers();
    private final List<Promise<Token>> asked = new ArrayList<>();
    private boolean wanted = true;
    private final LiveToken live = new LiveToken(
            "entra:test",
            this::ask,
            new Surroundings(() -> Instant.ofEpochMilli(timers.nowMillis()), timers::after, () -> 0L),
            () -> wanted);

    @Test
    void shouldAskOnceForAllWhoWait() {
        CompletionStage<Token> first = live.get();
        CompletionStage<Token> second = live.get();
        assertThat(asked).hasSize(1);

        issue("one");

        assertThat(value(first)).isEqualTo("one");
        assertThat(value(second)).isEqualTo("one");
        assertThat(live.current().secret().value()).isEqualTo("one");
    }

    @Test
    void shouldRenewLongBeforeTheEndAndUseTheOldOneMeanwhile() {
        live.get();
        issue("one");

        timers.pass(HOUR / 2 - 1);
        assertThat(asked).hasSize(1);
        timers.pass(1);
        assertThat(asked).hasSize(2);
        assertThat(live.current().secret().value()).isEqualTo("one");

        issue("two");
        assertThat(live.current().secret().value()).isEqualTo("two");
        timers.pass(HOUR / 2);
        assertThat(asked).hasSize(3);
    }

    @Test
    void shouldUseAValidTokenHoweverTheRenewalGoesAndAskAgainAfterGrowingPauses() {
        live.get();
        issue("one");
        timers.pass(HOUR / 2);

        long pauseMillis = 1_000;
        for (int failures = 1; failures <= 8; failures++) {
            fail();
            assertThat(live.current().secret().value()).isEqualTo("one");
            timers.pass(pauseMillis - 1);
            assertThat(asked).hasSize(failures + 1);
            timers.pass(1);
            assertThat(asked).hasSize(failures + 2);
            pauseMillis = Math.min(60_000, 2 * pauseMillis);
        }

        issue("two");
        assertThat(live.current().secret().value()).isEqualTo("two");
        assertThat(timers.pending()).isEqualTo(1);
    }

    @Test
    void shouldNotUseATokenThatIsAboutToEnd() {
        live.get();
        issue("one");

        timers.pass(HOUR - 30_000);

        assertThat(live.current()).isNull();
    }

    @Test
    void shouldFailAtOnceWhileTheIssuerIsLeftAlone() {
        CompletionStage<Token> first = live.get();
        fail();
        assertThatThrownBy(() -> value(first)).hasMessageContaining("entra:test");

        assertThatThrownBy(() -> value(live.get())).hasMessageContaining("entra:test");
        assertThat(asked).hasSize(1);

        timers.pass(1_000);
        CompletionStage<Token> later = live.get();
        assertThat(asked).hasSize(2);
        issue("one");
        assertThat(value(later)).isEqualTo("one");
    }

    @Test
    void shouldNotRenewWhatTheCatalogDoesNotNameAnyMore() {
        live.get();
        issue("one");

        wanted = false;
        timers.pass(2 * HOUR);

        assertThat(asked).hasSize(1);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldShowNoSecret() {
        live.get();
        issue("one-secret");

        assertThat(live.current().toString()).doesNotContain("one-secret");
        assertThat(new Secret("one-secret", true).toString()).doesNotContain("one-secret");
    }

    private Future<Token> ask() {
        Promise<Token> promise = Promise.promise();
        asked.add(promise);
        return promise.future();
    }

    private void issue(String value) {
        long now = timers.nowMillis();
        asked.getLast().complete(new Token(new Secret(value, true), now + HOUR, now + HOUR / 2));
    }

    private void fail() {
        asked.getLast().fail("the issuer answered 500");
    }

    private static String value(CompletionStage<Token> token) {
        return token.toCompletableFuture().join().secret().value();
    }
}
