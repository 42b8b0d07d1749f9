package io.tollgate.usage.focus;

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
import java.time.Instant;
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
class FocusIT {

    @Inject
    DataSource source;

    private final String tenant = "=tenant, \"" + UUID.randomUUID() + '"';
    private UsageRows rows;

    /** Two days at the end of April by two cards and none, with corrections of a month that runs and of one that is over. */
    @BeforeEach
    void store() {
        Usage.awaitNoLag();
        rows = new UsageRows(source);
        long paid = rows.series(tenant, "gpt", "payg-1");
        long bare = rows.series(
                tenant,
                "",
                "",
                "",
                "",
                "embeddings",
                "mini",
                "mini",
                "mini",
                "payg-2",
                "",
                "",
                "",
                "cancelled",
                "estimated");
        long dollars = rows.card("gpt", "USD", 123_456, 5_000_000_001L, 2_500_000_000L, 15_000_000_000L);
        long euros = rows.card("mini", "EUR", 0, 1, 0, 3);
        for (int i = 0; i < 200; i++) {
            String at =
                    Instant.parse("2026-04-29T22:00:00Z").plusSeconds(i * 871L).toString();
            rows.event(
                    at, i % 2 == 0 ? paid : bare, i % 5 == 0 ? 0 : i % 2 == 0 ? dollars : euros, "ada", 999 + i, 77, i);
        }
        rows.sumUp(paid);
        rows.sumUp(bare);
        rows.correct("2026-04-30T12:00:00Z", "2026-04-30T05:00:00Z", paid, 0, dollars, 1_234);
        rows.correct("2026-06-02T12:00:00Z", "2026-04-30T06:00:00Z", paid, dollars, euros, 999);
    }

    @ParameterizedTest
    @CsvSource({
        "hour, 2026-04-29T22:10:00Z, 2026-05-01T20:00:01Z",
        "day, 2026-04-29T22:10:00Z, 2026-05-01T20:00:01Z",
        "hour, 2026-04-29, 2026-05-02",
        "day, 2026-04-29, 2026-05-02"
    })
    void shouldMeetTheSpecificationAndSumUpToTheReport(String granularity, String from, String to) {
        JsonPath report = Usage.chargeback(Map.of("from", from, "to", to, "tenant", tenant));

        FocusTable export = export(Map.of("from", from, "to", to, "granularity", granularity));

        assertThat(FocusSpecification.violations(export)).isEmpty();
        assertThat(export.rows()).extracting(row -> row.get("SubAccountId")).containsOnly("'" + tenant);
        assertThat(sums(export, "BilledCost")).isEqualTo(reported(report, "cost"));
        assertThat(sums(export, "EffectiveCost")).isEqualTo(reported(report, "cost"));
        assertThat(sums(export, "ContractedCost")).isEqualTo(reported(report, "cost"));
        assertThat(sums(export, "ListCost")).isEqualTo(reported(report, "listCost"));
        assertThat(tokens(export))
                .isEqualByComparingTo(
                        new BigDecimal(report.getLong("totals.totalTokens") - report.getLong("totals.unpricedTokens")));
    }

    @Test
    void shouldBillCorrectionsOfAMonthThatIsOverWhenTheyWereMade() {
        FocusTable export = export(Map.of("from", "2026-04-30", "to", "2026-05-01"));

        List<Map<String, String>> corrections = export.rows().stream()
                .filter(row -> "Correction".equals(row.get("ChargeClass")))
                .toList();
        assertThat(corrections)
                .filteredOn(row -> row.get("SkuMeter").equals("Input Tokens"))
                .extracting(row -> row.get("ConsumedQuantity"))
                .containsExactlyInAnyOrder("-999", "999");
        assertThat(corrections).extracting(row -> row.get("BillingPeriodStart")).containsOnly("2026-06-01T00:00:00Z");
        assertThat(corrections).extracting(row -> row.get("ChargePeriodStart")).containsOnly("2026-04-30T06:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"granularity, week", "limit, 3", "after, x", "from, 2026-04-29T22:10:00.5Z", "colour, red"})
    void shouldNameTheParameterThatIsWrong(String name, String value) {
        Response response = Usage.authorized()
                .queryParams(Map.of("format", "focus", name, value))
                .get("/usage/v1/chargeback");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("field")).isEqualTo(name);
    }

    private FocusTable export(Map<String, String> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("tenant", tenant);
        all.put("format", "focus");
        Response response = Usage.authorized().queryParams(all).get("/usage/v1/chargeback");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.contentType()).startsWith("text/csv");
        return FocusTable.read(response.asString());
    }

    private static Map<String, BigDecimal> sums(FocusTable export, String column) {
        Map<String, BigDecimal> sums = new HashMap<>();
        export.rows()
                .forEach(row ->
                        sums.merge(row.get("BillingCurrency"), new BigDecimal(row.get(column)), BigDecimal::add));
        sums.replaceAll((currency, sum) -> sum.stripTrailingZeros());
        return sums;
    }

    private static BigDecimal tokens(FocusTable export) {
        return export.rows().stream()
                .filter(row -> row.get("ConsumedUnit").equals("Tokens"))
                .map(row -> new BigDecimal(row.get("ConsumedQuantity")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Map<String, BigDecimal> reported(JsonPath report, String column) {
        Map<String, BigDecimal> sums = new HashMap<>();
        List<Map<String, String>> costs = report.getList("totals.costs");
        costs.forEach(cost -> sums.put(cost.get("currency"), new BigDecimal(cost.get(column)).stripTrailingZeros()));
        return sums;
    }
}
