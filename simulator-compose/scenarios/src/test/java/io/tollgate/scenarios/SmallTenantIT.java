package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenario 05: one small limit, many callers, two nodes. */
class SmallTenantIT {

    private static final int LIMIT = 1_000;
    private static final int BURST = 1_000;
    private static final int CALLERS = 50;

    private final Stand stand = Stand.shared();

    @Test
    void shouldAdmitNoMoreThanTheLimitAndSayWhenToComeBack() {
        Tenant tenant = stand.administration().newTenant("small", Limit.tokens(LIMIT, BURST));
        Stopwatch since = Stopwatch.start();

        List<Answer> answers = Crowd.atTheSameMoment(
                CALLERS, index -> stand.caller(index % 2, tenant).chat(request(tenant)));

        List<Answer> admitted =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        List<Answer> denied =
                answers.stream().filter(answer -> answer.status() == 429).toList();
        long tokens = admitted.stream()
                .mapToLong(answer -> answer.usage().orElseThrow().total())
                .sum();
        assertThat(admitted).isNotEmpty();
        assertThat(admitted.size() + denied.size()).isEqualTo(CALLERS);
        assertThat(tokens).isLessThanOrEqualTo(BURST + refilled(since));
        assertThat(denied).isNotEmpty().allSatisfy(SmallTenantIT::assertSaysWhenToComeBack);
        assertThat(stand.backends().requests(tenant.id())).isEqualTo(admitted.size());
        assertThat(stand.backends().tokens(tenant.id()).total()).isEqualTo(tokens);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            JsonNode row = stand.reports().row(tenant.id());
            assertThat(row.path("denied").asInt()).isEqualTo(denied.size());
            assertThat(row.path("totalTokens").asLong()).isEqualTo(tokens);
        });
        Figures.say(
                "small tenant",
                "%d of %d callers admitted with %d tokens (limit %d per minute, burst %d)",
                admitted.size(),
                CALLERS,
                tokens,
                LIMIT,
                BURST);
    }

    @Test
    void shouldAdmitACallMadeAfterTheTimeThatADenialNamed() {
        Tenant tenant = stand.administration().newTenant("small-later", Limit.tokens(LIMIT, BURST));
        Answer denial = null;
        for (int i = 0; denial == null && i < CALLERS; i++) {
            Answer answer = stand.caller(i % 2, tenant).chat(request(tenant));
            denial = answer.status() == 429 ? answer : null;
        }
        assertThat(denial).isNotNull();
        await().until(() -> stand.administration().openReservations(tenant) == 0);
        Answer last = stand.caller(1, tenant).chat(request(tenant));
        assertThat(last.status()).isEqualTo(429);
        long waitMillis = Long.parseLong(last.header("retry-after-ms"));

        Answer later = Crowd.later(waitMillis, () -> stand.caller(0, tenant).chat(request(tenant)))
                .join();

        assertThat(later.status()).isEqualTo(200);
        Figures.say("small tenant", "denied for %d ms, admitted when called %d ms later", waitMillis, waitMillis);
    }

    @Test
    void shouldHoldTheLimitOverTimeWhileCallersKeepComing() {
        long perMinute = 6_000;
        long burst = 500;
        Tenant tenant = stand.administration().newTenant("steady", Limit.tokens(perMinute, burst));
        Stopwatch since = Stopwatch.start();

        List<Answer> answers =
                Crowd.paced(240, 30, index -> stand.caller(index % 2, tenant).chat(request(tenant)));

        Duration took = since.elapsed();
        long tokens = answers.stream()
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.usage().orElseThrow())
                .reduce(Usage.NONE, Usage::plus)
                .total();
        long allowed = burst + perMinute * took.toMillis() / 60_000;
        assertThat(tokens).isLessThanOrEqualTo(allowed);
        assertThat(tokens).isGreaterThan(allowed * 6 / 10);
        Figures.say(
                "small tenant",
                "240 requests in %d ms against %d tokens per minute: %d tokens admitted of %d allowed (%.1f %%)",
                took.toMillis(),
                perMinute,
                tokens,
                allowed,
                100.0 * tokens / allowed);
    }

    private static long refilled(Stopwatch since) {
        return since.millis() * LIMIT / 60_000;
    }

    private static String request(Tenant tenant) {
        var fields = Bodies.chatFields(Bodies.words(20), 40);
        fields.put("user", tenant.id());
        return Json.write(fields);
    }

    private static void assertSaysWhenToComeBack(Answer denial) {
        long waitMillis = Long.parseLong(denial.header("retry-after-ms"));
        assertThat(waitMillis).isBetween(1L, 60_000L);
        assertThat(denial.header("retry-after")).isEqualTo(Long.toString(Math.ceilDiv(waitMillis, 1_000)));
        assertThat(denial.header("x-tollgate-limit")).isEqualTo("tenant:tokens-per-minute");
        assertThat(denial.header("x-tollgate-reason")).isEqualTo("rate_limit_exceeded");
        assertThat(denial.header("x-ratelimit-limit-tokens")).isEqualTo(Integer.toString(LIMIT));
        assertThat(denial.error().path("code").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(denial.error().path("type").asText()).isEqualTo("tokens");
    }
}
