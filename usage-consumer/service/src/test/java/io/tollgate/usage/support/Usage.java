package io.tollgate.usage.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/** Asks the consumer under test. */
public final class Usage {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Usage() {}

    public static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + UsageServers.KEY);
    }

    public static JsonPath chargeback(Map<String, ?> parameters) {
        Response response = authorized().queryParams(parameters).get("/usage/v1/chargeback");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    /** The report once it is as it should be. */
    public static JsonPath awaitChargeback(Map<String, ?> parameters, Predicate<JsonPath> asItShouldBe) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> chargeback(parameters), asItShouldBe::test);
    }

    /** The report once it holds so many requests of the tenant. */
    public static JsonPath awaitRequests(Events events, Map<String, ?> parameters, long requests) {
        Map<String, Object> all = new java.util.HashMap<>(parameters);
        all.put("tenant", events.tenant());
        return awaitChargeback(all, report -> report.getLong("totals.requests") >= requests);
    }

    public static JsonPath status() {
        Response response = authorized().get("/usage/v1/status");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    /** The status once nothing is left to read. */
    public static JsonPath awaitNoLag() {
        return awaitNoLag(PATIENCE);
    }

    /** The status once nothing is left to read. */
    public static JsonPath awaitNoLag(Duration patience) {
        return await().atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(Usage::status, status -> status.getLong("lag") == 0);
    }
}
