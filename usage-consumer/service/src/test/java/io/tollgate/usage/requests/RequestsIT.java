package io.tollgate.usage.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageRows;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class RequestsIT {

    @Inject
    DataSource source;

    private final String tenant = "t-" + UUID.randomUUID();
    private UsageRows rows;
    private long series;
    private long card;

    @BeforeEach
    void store() {
        Usage.awaitNoLag();
        rows = new UsageRows(source);
        series = rows.series(tenant, "gpt", "payg-1");
        card = rows.card("gpt", "USD", 500_000, 5_000_000_000L, 2_500_000_000L, 15_000_000_000L);
    }

    @Test
    void shouldListTheNewestFirstInPagesThatNewOnesDoNotShift() {
        for (int i = 0; i < 23; i++) {
            rows.event("2026-04-1" + i / 10 + "T10:00:00Z", series, 0, "ada", i, 0, 0);
        }
        List<String> seen = new ArrayList<>();
        List<String> times = new ArrayList<>();
        JsonPath page = list(Map.of("limit", "5"));
        while (true) {
            seen.addAll(page.getList("requests.id"));
            times.addAll(page.getList("requests.occurredAt"));
            if (page.getString("next") == null) {
                break;
            }
            rows.event("2026-04-13T10:00:00Z", series, 0, "ada", 1, 0, 0);
            page = list(Map.of("limit", "5", "after", page.getString("next")));
        }

        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
        assertThat(times).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void shouldShowWhatEachCostAndFilter() {
        rows.event("2026-04-11T10:00:00.000001Z", series, card, "ada", 1_000_000, 0, 0);
        rows.event("2026-04-11T10:00:00Z", series, 0, "bob", 10, 0, 5);

        JsonPath all = list(Map.of());

        assertThat(all.getList("requests.inputTokens")).containsExactly(1_000_000, 10);
        assertThat(all.getList("requests.currency")).containsExactly("USD", null);
        assertThat(all.getString("requests[1].cost")).isEqualTo("0.00");
        // 5 tokens of the million are audio and image, at 11 and 17 nano; one call at 19; half off.
        assertThat(new BigDecimal(all.getString("requests[0].cost")))
                .isEqualByComparingTo(new BigDecimal("0.5")
                        .multiply(new BigDecimal("4.999975")
                                .add(new BigDecimal("0.000000019"))
                                .add(new BigDecimal("0.000000000000022"))
                                .add(new BigDecimal("0.000000000000051"))));
        assertThat(list(Map.of("user", "bob")).getList("requests.outputTokens")).containsExactly(5);
        assertThat(list(Map.of("tag:team", "team-of-ada")).getList("requests.outputTokens"))
                .containsExactly(0);
        assertThat(list(Map.of("outcome", "denied")).getList("requests")).isEmpty();
    }

    @Test
    void shouldTellTheWholeStory() {
        rows.run(
                "UPDATE usage.rate_card SET effective_from = effective_from + interval '1 microsecond' WHERE card_id = ?::bigint",
                card);
        rows.event("2026-04-11T10:00:00Z", series, card, "ada", 1_000_000, 0, 0);
        JsonPath listed = list(Map.of());

        JsonPath story = Usage.authorized()
                .get("/usage/v1/requests/" + listed.getString("requests[0].id"))
                .jsonPath();

        assertThat(story.getString("caller.tenant")).isEqualTo(tenant);
        assertThat(story.getString("caller.session")).isEqualTo("session-of-ada");
        assertThat(story.getString("cost")).isEqualTo(listed.getString("requests[0].cost"));
        assertThat(story.getString("currency")).isEqualTo("USD");
        assertThat(story.getString("rateCard.id")).isEqualTo("price-gpt");
        assertThat(story.getLong("rateCard.version")).isEqualTo(card);
        assertThat(story.getString("rateCard.effectiveFrom")).isEqualTo("2026-01-01T00:00:00.000001Z");
        assertThat(story.getString("rateCard.cachedInputPerMillion")).isEqualTo("2.5");
        assertThat(story.getString("rateCard.discountPercent")).isEqualTo("50");
        assertThat(story.getString("recordedAt")).endsWith("Z");
    }

    @Test
    void shouldListAndSumUpWhatAClockAheadHasDatedInTheFuture() {
        String ahead = Instant.now().plus(Duration.ofDays(3)).toString();
        rows.event(ahead, series, card, "ada", 7, 0, 5);
        rows.sumUp(series);
        Map<String, String> mine = Map.of("tenant", tenant);

        JsonPath requests = ask("/usage/v1/requests", mine).jsonPath();
        JsonPath report = Usage.chargeback(mine);
        JsonPath byUser = Usage.chargeback(Map.of("tenant", tenant, "groupBy", "user"));
        String focus = ask("/usage/v1/chargeback", Map.of("tenant", tenant, "format", "focus"))
                .asString();
        JsonPath reconciliation = ask("/usage/v1/reconciliation", Map.of()).jsonPath();

        assertThat(requests.getList("requests.outputTokens")).containsExactly(5);
        assertThat(report.getLong("totals.requests")).isEqualTo(1);
        assertThat(Instant.parse(report.getString("to"))).isAfter(Instant.parse(ahead));
        assertThat(byUser.getList("rows.user")).containsExactly("ada");
        assertThat(focus.lines().count()).isGreaterThan(1);
        assertThat(Instant.parse(reconciliation.getString("to"))).isAfter(Instant.parse(ahead));
    }

    @Test
    void shouldSayFromWhenOnEventsAreKept() {
        rows.event("2026-04-12T10:00:00Z", series, card, "ada", 1, 0, 0);
        rows.run("UPDATE usage.retention SET kept_from = '2026-04-11'");
        try {
            JsonPath part = list(Map.of());
            JsonPath kept = list(Map.of("from", "2026-04-11"));
            Response gone = Usage.authorized()
                    .queryParams(Map.of("from", "2026-04-10", "to", "2026-04-11"))
                    .get("/usage/v1/requests");

            assertThat(part.getList("requests")).hasSize(1);
            assertThat(part.getString("keptFrom")).isEqualTo("2026-04-11T00:00:00Z");
            assertThat(kept.getList("requests")).hasSize(1);
            assertThat(kept.getMap("")).doesNotContainKey("keptFrom");
            assertThat(gone.statusCode()).isEqualTo(400);
            assertThat(gone.jsonPath().getString("field")).isEqualTo("to");
            assertThat(gone.jsonPath().getString("detail")).contains("2026-04-11T00:00:00Z", "kept");
        } finally {
            rows.run("UPDATE usage.retention SET kept_from = '0001-01-01'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 1001",
        "after, nonsense",
        "after, WyJvY2N1cnJlZEF0IiwiaWQiLCJ4IiwieSJd",
        "day, 2026-04-11",
        "from, x"
    })
    void shouldNameTheParameterThatIsWrong(String name, String value) {
        Response response = Usage.authorized().queryParam(name, value).get("/usage/v1/requests");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("field")).isEqualTo(name);
    }

    private JsonPath list(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(Map.of("from", "2026-04-10", "to", "2026-04-14", "tenant", tenant));
        all.putAll(parameters);
        return ask("/usage/v1/requests", all).jsonPath();
    }

    private static Response ask(String path, Map<String, String> parameters) {
        Response response = Usage.authorized().queryParams(parameters).get(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response;
    }
}
