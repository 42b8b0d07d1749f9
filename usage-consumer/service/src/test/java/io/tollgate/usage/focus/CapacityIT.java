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
import org.junit.jupiter.params.provider.ValueSource;

/** Six hours of a deployment at 2.000000001 an hour, 10 % off. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class CapacityIT {

    private static final BigDecimal SIX_HOURS = new BigDecimal("12.000000006");
    private static final BigDecimal PAID = new BigDecimal("10.8000000054");

    @Inject
    DataSource source;

    private final String deployment = "ptu-" + UUID.randomUUID();
    private final String one = "one-" + UUID.randomUUID();
    private final String two = "two-" + UUID.randomUUID();

    @BeforeEach
    void store() {
        Usage.awaitNoLag();
        UsageRows rows = new UsageRows(source);
        long card = rows.hourlyCard(deployment, "gpt", one, 2_000_000_001L, 100_000);
        long ofOne = rows.series(one, "gpt", deployment);
        long ofTwo = rows.series(two, "gpt", deployment);
        rows.event("2025-05-01T01:10:00Z", ofOne, card, "ada", 7_001, 50, 100);
        rows.event("2025-05-01T01:20:00Z", ofTwo, card, "bob", 11_003, 0, 300);
        rows.event("2025-05-01T03:20:00Z", ofTwo, card, "bob", 200_000, 0, 300);
        rows.sumUp(ofOne);
        rows.sumUp(ofTwo);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant",
                "model,deployment,capacity,region",
                "costCentre,product,application,key",
                "user,session,tag:team",
                "outcome,tokenSource,operation,route,requestedModel,spilledFrom",
                "month",
                "day,tenant",
                "hour,deployment"
            })
    void shouldSumUpToWhatTheHoursCostWhateverIsGroupedBy(String groupBy) {
        for (String method : List.of("use", "reservation")) {
            JsonPath report = report(Map.of("groupBy", groupBy, "amortisation", method));

            assertThat(new BigDecimal(report.getString("totals.cost"))).isEqualByComparingTo(PAID);
            assertThat(new BigDecimal(report.getString("totals.listCost"))).isEqualByComparingTo(SIX_HOURS);
            assertThat(report.getLong("totals.totalTokens")).isEqualTo(218_704);
            assertThat(report.getLong("totals.unpricedTokens")).isZero();
            assertThat(report.getList("rows.line")).contains("usage", "unused");
        }
    }

    @Test
    void shouldShowWhatNobodyUsedByItself() {
        JsonPath report = report(Map.of("groupBy", "tenant,deployment"));

        Map<String, Object> unused = report.getMap("rows.find { it.line == 'unused' }");
        assertThat(unused).containsEntry("tenant", "").containsEntry("deployment", deployment);
        assertThat(new BigDecimal((String) unused.get("cost"))).isBetween(new BigDecimal("8"), new BigDecimal("9"));
        assertThat(report(Map.of("amortisation", "none")).getString("totals.cost"))
                .isEqualTo("0.00");
        assertThat(report(Map.of("tenant", one)).getList("rows.tenant")).containsExactly(one);
    }

    @Test
    void shouldPageThroughCapacityToo() {
        List<Map<String, ?>> collected = new ArrayList<>();
        Map<String, String> asked = new HashMap<>(Map.of("groupBy", "hour,tenant", "limit", "2"));
        String next;
        do {
            JsonPath page = report(asked);
            collected.addAll(page.getList("rows"));
            next = page.getString("next");
            asked.put("after", String.valueOf(next));
        } while (next != null);

        assertThat(collected)
                .hasSizeGreaterThan(6)
                .isEqualTo(report(Map.of("groupBy", "hour,tenant")).getList("rows"));
    }

    @ParameterizedTest
    @CsvSource({"hour, use", "hour, reservation", "day, use", "day, none"})
    void shouldExportWhatTheReportSays(String granularity, String method) {
        Map<String, String> parameters = Map.of("amortisation", method);
        Response response = Usage.authorized()
                .queryParams(all(parameters))
                .queryParam("format", "focus")
                .queryParam("granularity", granularity)
                .get("/usage/v1/chargeback");
        FocusTable export = FocusTable.read(response.asString());
        JsonPath report = report(parameters);

        assertThat(FocusSpecification.violations(export)).isEmpty();
        assertThat(sum(export, "BilledCost")).isEqualByComparingTo(report.getString("totals.cost"));
        assertThat(sum(export, "ListCost")).isEqualByComparingTo(report.getString("totals.listCost"));
        assertThat(export.rows())
                .filteredOn(row -> "Unused".equals(row.get("CapacityReservationStatus")))
                .hasSize(method.equals("none") ? 0 : granularity.equals("day") ? 1 : method.equals("use") ? 5 : 6)
                .allMatch(row -> !row.containsKey("SubAccountId")
                        && row.get("ResourceId").equals(deployment));
    }

    @Test
    void shouldNameTheMethodThatIsNone() {
        Response response =
                Usage.authorized().queryParam("amortisation", "luck").get("/usage/v1/chargeback");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("field")).isEqualTo("amortisation");
    }

    private static BigDecimal sum(FocusTable export, String column) {
        return export.rows().stream()
                .map(row -> new BigDecimal(row.get(column)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Map<String, String> all(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(
                Map.of("from", "2025-05-01T00:00:00Z", "to", "2025-05-01T06:00:00Z", "deployment", deployment));
        all.putAll(parameters);
        return all;
    }

    private JsonPath report(Map<String, String> parameters) {
        return Usage.chargeback(all(parameters));
    }
}
