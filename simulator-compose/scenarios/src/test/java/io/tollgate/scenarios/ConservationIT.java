package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scenario 04: tokens seen by callers, counted by backends and charged back are the same number. */
class ConservationIT {

    private static final int REQUESTS = 400;
    private static final Duration REPORT_WITHIN = Duration.ofSeconds(5);

    private final Stand stand = Stand.shared();

    @Test
    void shouldChargeBackExactlyWhatCallersSawAndBackendsCounted() {
        var tenants = List.of(tenant("contoso"), tenant("fabrikam"));

        List<Answer> answers = Crowd.run(REQUESTS, 32, index -> request(tenants.get(index % 2), index));
        Stopwatch lastAnswer = Stopwatch.start();

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        Map<Tenant, Usage> seen = Map.of(tenants.get(0), seenBy(answers, 0), tenants.get(1), seenBy(answers, 1));
        await().atMost(REPORT_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> seen.forEach((tenant, usage) ->
                        assertThat(stand.reports().tokens(tenant.id())).isEqualTo(usage)));
        long reportMillis = lastAnswer.millis();

        seen.forEach((tenant, usage) -> {
            assertThat(stand.administration().openReservations(tenant)).isZero();
            assertThat(stand.backends().tokens(tenant.id())).isEqualTo(usage);
            assertThat(stand.reports().row(tenant.id()).path("requests").asInt())
                    .isEqualTo(REQUESTS / 2);
            assertThat(stand.reports().csv(tenant.id())).contains(tenant.id(), "," + usage.input() + ",");
            Figures.say(
                    "conservation",
                    "%s: %d tokens seen by callers = simulators' counters = chargeback report",
                    tenant,
                    usage.total());
        });
        Figures.say("conservation", "%d requests, report complete %d ms after the last answer", REQUESTS, reportMillis);
    }

    /** With limits that are ample, so that every request reserves and settles. */
    private Tenant tenant(String name) {
        return stand.administration()
                .newTenant(name, Limit.tokens(50_000_000, 50_000_000), Limit.requests(600_000, 600_000));
    }

    /** Both tenants call both nodes, plain and streamed, in equal parts. */
    private Answer request(Tenant tenant, int index) {
        boolean streamed = index / 2 % 2 == 1;
        int node = index / 4 % 2;
        var fields = Bodies.chatFields(Bodies.words(5 + index % 60), 5 + index % 30);
        fields.put("user", tenant.id());
        if (streamed) {
            fields.put("stream", true);
            fields.put("stream_options", Map.of("include_usage", true));
        }
        return stand.caller(node, tenant).chat(Json.write(fields));
    }

    private static Usage seenBy(List<Answer> answers, int tenant) {
        Usage sum = Usage.NONE;
        for (int i = tenant; i < answers.size(); i += 2) {
            sum = sum.plus(answers.get(i).usage().orElseThrow());
        }
        return sum;
    }
}
