package io.tollgate.usage.chargeback;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class GroupingsIT {

    private static final String FROM = "2026-04-10T10:20:00Z";
    private static final String TO = "2026-04-12T09:40:00Z";

    @Inject
    DataSource source;

    private final String one = "one-" + UUID.randomUUID();
    private final String two = "two-" + UUID.randomUUID();
    private UsageRows rows;

    /** A day and a half of a call each seven minutes, by two tenants and three users, by cards of two currencies and none. */
    @BeforeEach
    void store() {
        Usage.awaitNoLag();
        rows = new UsageRows(source);
        long[] series = {
            rows.series(one, "gpt", "payg-1"), rows.series(one, "mini", "payg-2"), rows.series(two, "gpt", "payg-1")
        };
        long[] cards = {
            rows.card("gpt", "USD", 100_000, 5_000_000_000L, 2_500_000_000L, 15_000_000_000L),
            rows.card("gpt", "EUR", 0, 3_000_000_001L, 1, 9_000_000_000L),
            0
        };
        for (int i = 0; i < 300; i++) {
            String at = java.time.Instant.parse("2026-04-10T09:00:00Z")
                    .plusSeconds(i * 420L + i % 7)
                    .toString();
            rows.event(at, series[i % 3], cards[i / 5 % 3], "u" + i % 3, 1_000 + i, 100, 10 + i);
        }
        for (long each : series) {
            rows.sumUp(each);
        }
        rows.correct("2026-04-20T00:00:00Z", "2026-04-11T05:00:00Z", series[0], cards[1], cards[0], 700);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant",
                "costCentre,product",
                "application,key",
                "user",
                "session",
                "tag:team",
                "tag:nobody-has-it",
                "model,deployment,capacity,region",
                "requestedModel,route,operation",
                "outcome,tokenSource,spilledFrom",
                "month",
                "day,tenant",
                "hour",
                "hour,user,tag:team",
            })
    void shouldSumUpToTheSameWhateverIsGroupedBy(String groupBy) {
        JsonPath whole = report(Map.of("groupBy", "tenant,model"));

        JsonPath grouped = report(Map.of("groupBy", groupBy));

        assertThat(whole.getLong("totals.requests")).isEqualTo(calls(FROM, TO));
        assertThat(grouped.getMap("totals")).isEqualTo(whole.getMap("totals"));
    }

    @Test
    void shouldAddUpExactlyWhereverAPeriodIsCut() {
        Map<String, BigDecimal> whole = costs(report(Map.of("groupBy", "tenant")));
        for (String cut : List.of(
                "2026-04-10T10:41:03Z",
                "2026-04-11T00:00:00Z",
                "2026-04-11T04:59:59.999999Z",
                "2026-04-12T09:39:00Z")) {
            Map<String, BigDecimal> sum = costs(report(Map.of("groupBy", "tenant", "to", cut)));
            costs(report(Map.of("groupBy", "tenant", "from", cut)))
                    .forEach((currency, cost) -> sum.merge(currency, cost, BigDecimal::add));
            sum.replaceAll((currency, cost) -> cost.stripTrailingZeros());
            whole.replaceAll((currency, cost) -> cost.stripTrailingZeros());

            assertThat(sum).as(cut).isEqualTo(whole);
        }
    }

    @Test
    void shouldCountAPeriodWithinAnHour() {
        JsonPath report =
                report(Map.of("from", "2026-04-10T10:20:00Z", "to", "2026-04-10T10:50:00Z", "groupBy", "tenant"));

        assertThat(report.getLong("totals.requests")).isEqualTo(calls("2026-04-10T10:20:00Z", "2026-04-10T10:50:00Z"));
    }

    @Test
    void shouldPriceByCardWithDiscountAndPerCall() {
        String tenant = "alone-" + UUID.randomUUID();
        long series = rows.series(tenant, "gpt", "payg-1");
        long card = rows.card("gpt", "USD", 250_000, 5_000_000_000L, 2_500_000_000L, 15_000_000_000L);
        rows.event("2026-04-11T05:10:00Z", series, card, "ada", 1_000_003, 400_000, 200_002);
        rows.sumUp(series);

        JsonPath report = report(Map.of("tenant", tenant, "groupBy", "user"));

        // 600,000 text at 5, 400,000 cached at 2.5, 2 audio at 11 nano, 3 - 2 = 1 image at 17 nano ... see
        // UsageRows.event.
        BigDecimal list = new BigDecimal("0.000000019")
                .add(part(600_003 - 2 - 3, "5"))
                .add(part(400_000, "2.5"))
                .add(part(2, "0.000000011"))
                .add(part(3, "0.000000017"))
                .add(part(200_002 - 1 - 1, "15"))
                .add(part(1, "0.000000007"))
                .add(part(1, "0.000000013"));
        assertThat(new BigDecimal(report.getString("rows[0].listCost"))).isEqualByComparingTo(list);
        assertThat(new BigDecimal(report.getString("rows[0].cost")))
                .isEqualByComparingTo(list.multiply(new BigDecimal("0.75")));
        assertThat(report.getString("rows[0].user")).isEqualTo("ada");
    }

    @Test
    void shouldShowWhatCameByCorrections() {
        JsonPath report = report(Map.of("groupBy", "user", "tenant", one, "model", "gpt"));

        List<Map<String, Object>> corrections = report.getList("rows.findAll { it.user == '' }");
        assertThat(corrections).extracting(row -> row.get("currency")).containsExactly("EUR", "USD");
        // 700 tokens less at 3.000000001 and one call less at 19 nano; as many more at 5 and 19 nano with 10 % off.
        assertThat(corrections)
                .extracting(row -> row.get("adjustments"))
                .containsExactly("-0.0021000190007", "0.0031500171");
        assertThat(corrections)
                .extracting(row -> row.get("cost"))
                .isEqualTo(
                        corrections.stream().map(row -> row.get("adjustments")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "hour,user", "day,tag:team,model"})
    void shouldGiveTheSameRowsInPages(String groupBy) {
        JsonPath whole = report(Map.of("groupBy", groupBy));
        List<Map<String, ?>> collected = new ArrayList<>();
        String next = null;
        int pages = 0;
        do {
            Map<String, String> asked = new HashMap<>(Map.of("groupBy", groupBy, "limit", "7"));
            if (next != null) {
                asked.put("after", next);
            }
            JsonPath page = report(asked);
            collected.addAll(page.getList("rows"));
            assertThat(page.getMap("totals")).isEqualTo(whole.getMap("totals"));
            next = page.getString("next");
            pages++;
        } while (next != null);

        assertThat(collected).isEqualTo(whole.getList("rows"));
        assertThat(pages).isEqualTo((collected.size() + 6) / 7);
    }

    @Test
    void shouldNotShowAGroupAgainThatGetsAPriceBetweenTwoPages() {
        String tenant = "paged-" + UUID.randomUUID();
        long first = rows.series(tenant, "a-model", "payg-1");
        long second = rows.series(tenant, "b-model", "payg-1");
        long card = rows.card("a-model", "USD", 0, 1, 1, 1);
        for (long series : new long[] {first, second}) {
            rows.event("2026-04-11T05:10:00Z", series, 0, "u", 700, 0, 1);
            rows.sumUp(series);
        }
        Map<String, String> asked = new HashMap<>(Map.of("tenant", tenant, "groupBy", "model", "limit", "1"));
        JsonPath page = report(asked);
        rows.correct("2026-04-20T00:00:00Z", "2026-04-11T05:00:00Z", first, 0, card, 700);
        asked.put("after", page.getString("next"));

        JsonPath next = report(asked);

        assertThat(page.getList("rows.model")).containsExactly("a-model");
        assertThat(next.getList("rows.model")).containsExactly("b-model");
    }

    @Test
    void shouldFilterByWhatOnlyEventsKnow() {
        JsonPath ada = report(Map.of("groupBy", "tenant", "user", "u1"));
        JsonPath team = report(Map.of("groupBy", "tenant", "tag:team", "team-of-u1"));

        assertThat(ada.getLong("totals.requests")).isPositive().isLessThan(calls(FROM, TO));
        assertThat(team.getMap("totals")).isEqualTo(ada.getMap("totals"));
    }

    @Test
    void shouldSayWhichEventsAreNotKeptAnyMore() {
        rows.run("UPDATE usage.retention SET kept_from = '2026-04-11'");
        try {
            Response byUser = Usage.authorized()
                    .queryParams(Map.of("from", FROM, "to", TO, "groupBy", "user"))
                    .get("/usage/v1/chargeback");
            JsonPath hours =
                    report(Map.of("from", "2026-04-10T10:00:00Z", "to", "2026-04-12T09:00:00Z", "groupBy", "tenant"));

            assertThat(byUser.statusCode()).isEqualTo(400);
            assertThat(byUser.jsonPath().getString("detail")).contains("2026-04-11");
            assertThat(hours.getLong("totals.requests")).isPositive();
        } finally {
            rows.run("UPDATE usage.retention SET kept_from = '0001-01-01'");
        }
    }

    private static BigDecimal part(long tokens, String perMillion) {
        return new BigDecimal(perMillion).multiply(BigDecimal.valueOf(tokens, 6));
    }

    private long calls(String from, String to) {
        return rows.number(
                "SELECT count(*) FROM usage.event_detail WHERE tenant IN (?, ?) AND occurred_at >= ?::timestamptz"
                        + " AND occurred_at < ?::timestamptz",
                one,
                two,
                from,
                to);
    }

    private static Map<String, BigDecimal> costs(JsonPath report) {
        Map<String, BigDecimal> costs = new HashMap<>();
        List<Map<String, String>> all = report.getList("totals.costs");
        all.forEach(each -> costs.put(each.get("currency"), new BigDecimal(each.get("cost"))));
        return costs;
    }

    private JsonPath report(Map<String, String> parameters) {
        Map<String, Object> all = new HashMap<>(Map.of("from", FROM, "to", TO, "tenant", List.of(one, two)));
        all.putAll(parameters);
        return Usage.chargeback(all);
    }
}
