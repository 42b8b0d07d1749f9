package io.tollgate.usage.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageRows;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class ReconciliationIT {

    private static final String COUNT = """
            {"deployment": "%s", "from": "%s", "to": "%s", "requests": %d, "inputTokens": %d, "outputTokens": %d,
             "source": "monitor"}""";

    @Inject
    DataSource source;

    private final String deployment = "payg-" + UUID.randomUUID();

    @BeforeEach
    void store() {
        Usage.awaitNoLag();
        UsageRows rows = new UsageRows(source);
        long one = rows.series("one", "gpt", deployment);
        long two = rows.series("two", "gpt", deployment);
        rows.event("2026-04-11T04:59:59Z", one, 0, "ada", 1_000_000, 0, 1);
        rows.event("2026-04-11T05:00:00Z", one, 0, "ada", 100, 70, 10);
        rows.event("2026-04-11T06:59:59Z", two, 0, "ada", 200, 0, 20);
        rows.event("2026-04-11T07:00:00Z", two, 0, "ada", 400, 0, 40);
        rows.sumUp(one);
        rows.sumUp(two);
    }

    @Test
    void shouldShowBothNumbersAndTheDifference() {
        put(count("2026-04-11T05:00:00Z", "2026-04-11T07:00:00Z", 3, 350, 30));
        put(count("2026-04-11T07:00:00Z", "2026-04-11T08:00:00Z", 1, 390, 41));

        JsonPath day = reconciliation("2026-04-11", "2026-04-12");

        String mine = "deployments.find { it.deployment == '" + deployment + "' }.";
        assertThat(day.getString(mine + "source")).isEqualTo("monitor");
        assertThat(day.<String, Integer>getMap(mine + "backend"))
                .isEqualTo(Map.of("requests", 4, "inputTokens", 740, "outputTokens", 71));
        assertThat(day.<String, Integer>getMap(mine + "events"))
                .isEqualTo(Map.of("requests", 3, "inputTokens", 700, "outputTokens", 70));
        assertThat(day.<String, Integer>getMap(mine + "difference"))
                .isEqualTo(Map.of("requests", 1, "inputTokens", 40, "outputTokens", 1));
        assertThat(day.<Integer>getList(mine + "periods.difference.inputTokens"))
                .containsExactly(50, -10);
    }

    @Test
    void shouldReplaceWhatIsSentAgainAndCountWholePeriodsOnly() {
        put(count("2026-04-11T05:00:00Z", "2026-04-11T07:00:00Z", 9, 9, 9));
        put(count("2026-04-11T05:00:00Z", "2026-04-11T07:00:00Z", 2, 300, 30));

        String mine = "deployments.find { it.deployment == '" + deployment + "' }";
        assertThat(reconciliation("2026-04-11T05:00:00Z", "2026-04-11T07:00:00Z")
                        .getInt(mine + ".difference.requests"))
                .isZero();
        assertThat(reconciliation("2026-04-11T05:00:00Z", "2026-04-11T06:59:00Z")
                        .<Object>get(mine))
                .isNull();
    }

    @Test
    void shouldRefuseHoursThatWouldCountTwiceAndKeepNothingOfTheRest() {
        put(count("2026-04-11T05:00:00Z", "2026-04-11T07:00:00Z", 2, 300, 30));

        Response refused = send("{\"counts\": [" + count("2026-04-12T00:00:00Z", "2026-04-12T01:00:00Z", 1, 1, 1) + ","
                + count("2026-04-11T06:00:00Z", "2026-04-11T08:00:00Z", 1, 1, 1) + "]}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("field")).isEqualTo("counts[1]");
        assertThat(refused.jsonPath().getString("detail")).contains("from 2026-04-11T05:00:00Z");
        assertThat(reconciliation("2026-04-11", "2026-04-13")
                        .getList("deployments.find { it.deployment == '" + deployment + "' }.periods"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | counts",
                "null | counts",
                "{\"counts\": []} | counts",
                "{\"counts\": [{}]} | counts[0].from",
                "{\"counts\": [{\"from\": \"2026-04-11T05:30:00Z\"}]} | counts[0].from",
                "{\"counts\": [{\"from\": \"2026-04-11\", \"to\": \"2026-04-11\"}]} | counts[0].from",
                "{\"counts\": [{\"from\": \"2026-04-11\", \"to\": \"2026-04-12\"}]} | counts[0].deployment",
                "{\"counts\": [{\"from\": \"2026-04-11\", \"to\": \"2026-04-12\", \"deployment\": \"d\", \"requests\": -1}]} | counts[0].requests",
                "{\"counts\": [{\"from\": \"2026-04-11\", \"to\": \"2026-04-12\", \"deployment\": \"d\", \"requests\": 10000000000001}]} | counts[0].requests",
            })
    void shouldNameTheFieldThatIsWrong(String body, String field) {
        Response response = send(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("field")).isEqualTo(field);
    }

    private String count(String from, String to, int requests, int input, int output) {
        return COUNT.formatted(deployment, from, to, requests, input, output);
    }

    private void put(String count) {
        Response response = send("{\"counts\": [" + count + "]}");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.jsonPath().getInt("stored")).isEqualTo(1);
    }

    private static Response send(String body) {
        return Usage.authorized().contentType(ContentType.JSON).body(body).put("/usage/v1/backend-counts");
    }

    private static JsonPath reconciliation(String from, String to) {
        Response response =
                Usage.authorized().queryParams(Map.of("from", from, "to", to)).get("/usage/v1/reconciliation");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }
}
