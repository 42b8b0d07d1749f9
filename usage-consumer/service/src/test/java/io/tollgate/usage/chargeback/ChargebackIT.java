package io.tollgate.usage.chargeback;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tollgate.events.UsageEvent;
import io.tollgate.usage.pricing.CardLookup;
import io.tollgate.usage.support.Events;
import io.tollgate.usage.support.Producer;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class ChargebackIT {

    private static final Map<String, String> MARCH = Map.of("from", "2026-03-01", "to", "2026-04-01");
    private static final String CARDS = """
            {"items":[
            {"id":"a","model":"plain","deployment":null,"effectiveFrom":"2026-01-01T00:00:00Z","currency":"USD",
             "inputPerMillion":"5.00","cachedInputPerMillion":"2.50","outputPerMillion":"15.00"},
            {"id":"b","model":"plain","deployment":"special","effectiveFrom":"2026-03-10T00:00:00Z","currency":"USD",
             "inputPerMillion":"1.00","cachedInputPerMillion":"0.50","outputPerMillion":"2.00"},
            {"id":"c","model":"changing","deployment":null,"effectiveFrom":"2026-03-01T00:00:00Z","currency":"USD",
             "inputPerMillion":"2.00","cachedInputPerMillion":"1.00","outputPerMillion":"4.00"},
            {"id":"d","model":"changing","deployment":null,"effectiveFrom":"2026-03-15T12:00:00Z","currency":"USD",
             "inputPerMillion":"3.00","cachedInputPerMillion":"1.00","outputPerMillion":"6.00"},
            {"id":"e","model":"tiny","deployment":null,"effectiveFrom":"2026-01-01T00:00:00Z","currency":"USD",
             "inputPerMillion":"0.000000001","cachedInputPerMillion":"0.00","outputPerMillion":"0.15"},
            {"id":"f","model":"euro","deployment":null,"effectiveFrom":"2026-01-01T00:00:00Z","currency":"EUR",
             "inputPerMillion":"1.00","cachedInputPerMillion":"1.00","outputPerMillion":"1.00"}]}""";

    @ConfigProperty(name = "tollgate.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = "tollgate.quota-service-url")
    String quotaService;

    @Inject
    CardLookup cards;

    private final Events events = Events.ofNewTenant();
    private Producer producer;

    @BeforeEach
    void open() {
        producer = new Producer(bootstrapServers);
        prices(CARDS);
        awaitCard("plain");
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldPriceAMillionInputAndTwoHundredThousandOutputTokensAtEightExactly() {
        send(events.completed("2026-03-05T00:00:00Z", "plain", "payg-1", Events.tokens(1_000_000, 0, 200_000)));

        assertThat(cost("8.00").getString("rows[0].currency")).isEqualTo("USD");
    }

    @Test
    void shouldPriceCachedTokensAtTheirOwnRate() {
        send(events.completed("2026-03-05T00:00:00Z", "plain", "payg-1", Events.tokens(1_000_000, 400_000, 0)));

        assertThat(cost("4.00").getLong("rows[0].cachedInputTokens")).isEqualTo(400_000);
    }

    @Test
    void shouldPriceEachCallByTheCardOfItsInstant() {
        send(
                events.completed("2026-03-15T11:59:59.999999Z", "changing", "payg-1", Events.tokens(1_000_000, 0, 0)),
                events.completed("2026-03-15T12:00:00Z", "changing", "payg-1", Events.tokens(1_000_000, 0, 0)),
                events.completed("2026-02-28T23:59:59Z", "changing", "payg-1", Events.tokens(70, 0, 7)));

        cost("5.00");
        JsonPath february =
                Usage.chargeback(Map.of("from", "2026-02-01", "to", "2026-03-01", "tenant", events.tenant()));
        assertThat(february.getLong("totals.unpricedTokens")).isEqualTo(77);
        assertThat(february.getString("totals.currency")).isNull();
    }

    @Test
    void shouldPreferTheDeploymentsOwnCardFromItsInstantOn() {
        send(
                events.completed("2026-03-09T00:00:00Z", "plain", "special", Events.tokens(1_000_000, 0, 0)),
                events.completed("2026-03-11T00:00:00Z", "plain", "special", Events.tokens(1_000_000, 0, 0)),
                events.completed("2026-03-11T00:00:00Z", "plain", "payg-1", Events.tokens(1_000_000, 0, 0)));

        cost("11.00");
    }

    @Test
    void shouldLoseNoPartOfManyTinyCalls() {
        UsageEvent[] calls = Collections.nCopies(1_000, 0).stream()
                .map(i -> events.completed("2026-03-05T00:00:00Z", "tiny", "payg-1", Events.tokens(1, 0, 1)))
                .toArray(UsageEvent[]::new);
        send(calls);

        cost("0.000150000001");
    }

    @Test
    void shouldShowUnpricedTokensAndPriceThePastOnceThereIsACard() {
        String model = "late-" + events.tenant();
        send(events.completed("2026-03-05T00:00:00Z", model, "payg-1", Events.tokens(1_000_000, 0, 0)));
        JsonPath before = Usage.awaitRequests(events, MARCH, 1);
        assertThat(before.getLong("rows[0].unpricedTokens")).isEqualTo(1_000_000);
        assertThat(before.getString("rows[0].currency")).isNull();

        prices(CARDS.replace(
                "\"items\":[",
                "\"items\":["
                        + CARDS.substring(CARDS.indexOf("{\"id\":\"a\""), CARDS.indexOf("{\"id\":\"b\""))
                                .replace("\"a\"", "\"late\"")
                                .replace("\"plain\"", '"' + model + '"')));

        JsonPath after = await().until(() -> rerated(), report -> report.getString("totals.cost")
                .equals("5.00"));
        assertThat(after.getLong("rows[0].unpricedTokens")).isZero();
        assertThat(after.getString("rows[0].adjustments")).isEqualTo("5.00");
        assertThat(after.getLong("rows[0].requests")).isEqualTo(1);
    }

    @Test
    void shouldTakeEveryPageOfThePriceList() {
        String model = "paged-" + events.tenant();
        prices(
                "{\"items\":[{\"id\":\"z\",\"model\":\"" + model + "\",\"deployment\":null,"
                        + "\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"currency\":\"USD\",\"inputPerMillion\":\"7.00\","
                        + "\"cachedInputPerMillion\":\"7.00\",\"outputPerMillion\":\"7.00\"}]}",
                "&after=f");
        prices(CARDS.replace("}]}", "}],\"next\":\"f\"}"));
        awaitCard(model);
        send(
                events.completed("2026-03-05T00:00:00Z", model, "payg-1", Events.tokens(1_000_000, 0, 0)),
                events.completed("2026-03-05T00:00:00Z", "plain", "payg-1", Events.tokens(1_000_000, 0, 0)));

        cost("12.00");
    }

    @Test
    void shouldKeepTheCardsWhenThePriceListCannotBeRead() {
        send(events.completed("2026-03-05T00:00:00Z", "plain", "payg-1", Events.tokens(1_000_000, 0, 0)));
        cost("5.00");

        prices("{\"items\":[{\"id\":7}]}");

        await().until(() -> Usage.status().getString("rateCards"), complaint -> complaint.contains("[0]: id must be"));
        cost("5.00");
    }

    @Test
    void shouldGroupByWhatIsAskedForAndSumUp() {
        send(
                events.completed("2026-03-05T23:30:00Z", "plain", "payg-1", Events.tokens(10, 2, 5)),
                events.completed("2026-03-06T00:30:00Z", "plain", "payg-2", Events.tokens(20, 0, 5)),
                events.completed("2026-03-06T01:30:00Z", "euro", "payg-2", Events.tokens(40, 0, 5)),
                events.denied("2026-03-06T02:30:00Z", "plain"));
        Usage.awaitRequests(events, MARCH, 4);

        JsonPath byDay = report("day,deployment");
        assertThat(byDay.getList("rows.day")).containsExactly("2026-03-05", "2026-03-06", "2026-03-06", "2026-03-06");
        assertThat(byDay.getList("rows.deployment")).containsExactly("payg-1", "", "payg-2", "payg-2");
        assertThat(byDay.getLong("totals.requests")).isEqualTo(4);
        assertThat(byDay.getLong("totals.denied")).isEqualTo(1);
        assertThat(byDay.getLong("totals.totalTokens")).isEqualTo(85);
    }

    @Test
    void shouldKeepCurrenciesApart() {
        send(
                events.completed("2026-03-05T00:00:00Z", "plain", "payg-1", Events.tokens(1_000_000, 0, 0)),
                events.completed("2026-03-05T00:00:00Z", "euro", "payg-1", Events.tokens(1_000_000, 0, 0)),
                events.denied("2026-03-05T00:00:00Z", "plain"));

        JsonPath report = Usage.awaitRequests(events, MARCH, 3);
        assertThat(report.getList("rows.currency")).containsExactly("EUR", "USD");
        assertThat(report.getList("rows.cost")).containsExactly("1.00", "5.00");
        assertThat(report.getList("rows.denied")).containsExactly(1, 0);
        assertThat(report.getString("totals.cost")).isNull();
    }

    @Test
    void shouldAnswerInCsvWhenAsked() {
        Events named = new Events("=cmd|'a',\"b\" " + events.tenant());
        send(named.completed("2026-03-05T00:00:00Z", "plain", "payg-1", Events.tokens(1_000_000, 0, 0)));
        Usage.awaitRequests(named, MARCH, 1);

        Response byAccept = Usage.authorized()
                .queryParams(MARCH)
                .queryParam("tenant", named.tenant())
                .accept("text/csv")
                .get("/usage/v1/chargeback");
        Response byParameter = Usage.authorized()
                .queryParams(MARCH)
                .queryParam("tenant", named.tenant())
                .queryParam("format", "csv")
                .get("/usage/v1/chargeback");

        assertThat(byAccept.contentType()).startsWith("text/csv");
        assertThat(byAccept.asString()).isEqualTo(byParameter.asString());
        assertThat(byAccept.asString().lines().toList().getLast())
                .startsWith("\"'=cmd|'a',\"\"b\"\" t-")
                .endsWith("\",usage,1,1,0,0,0,0,0,1000000,0,0,0,0,0,0,1000000,0,0,5.00,0.00,5.00,USD");
    }

    @ParameterizedTest
    @CsvSource({"groupBy, planet", "from, never", "to, 1", "tennant, x", "format, pdf"})
    void shouldAnswerProblemsThatNameTheParameter(String name, String value) {
        Response response = Usage.authorized().queryParam(name, value).get("/usage/v1/chargeback");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getString("field")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"/usage/v1/chargeback", "/usage/v1/status", "/usage/v1/requests/x", "/usage/v1/nothing"})
    void shouldBeClosedWithoutTheKey(String path) {
        assertThat(given().get(path).statusCode()).isEqualTo(401);
        assertThat(given().header("api-key", "wrong").get(path).statusCode()).isEqualTo(401);
        assertThat(given().header("api-key", UsageServers.KEY).get(path).statusCode())
                .isNotEqualTo(401);
    }

    /** The report for March after it was priced anew. */
    private JsonPath rerated() {
        Usage.authorized()
                .contentType("application/json")
                .body("{\"from\": \"2026-03-01\", \"to\": \"2026-04-01\", \"reason\": \"late card\"}")
                .post("/usage/v1/reratings");
        return report("tenant");
    }

    private void send(UsageEvent... sent) {
        producer.send(List.of(sent));
    }

    /** The report for March once it costs so much. */
    private JsonPath cost(String expected) {
        Map<String, String> parameters = Map.of("from", "2026-03-01", "to", "2026-04-01", "tenant", events.tenant());
        return Usage.awaitChargeback(parameters, report -> expected.equals(report.getString("totals.cost")));
    }

    private JsonPath report(String groupBy) {
        return Usage.chargeback(
                Map.of("from", "2026-03-01", "to", "2026-04-01", "tenant", events.tenant(), "groupBy", groupBy));
    }

    /** Waits until usage of {@code model} gets a price when it comes. */
    private void awaitCard(String model) {
        UsageEvent call = events.completed("2026-03-05T00:00:00Z", model, "payg-1", Events.tokens(1, 0, 0));
        await().until(() -> cards.cardFor(call) != 0);
    }

    private void prices(String cards) {
        prices(cards, "");
    }

    private void prices(String cards, String after) {
        given().header("Authorization", "Bearer " + UsageServers.KEY)
                .body(cards)
                .put(quotaService + "/admin/v1/prices?limit=500" + after)
                .then()
                .statusCode(200);
    }
}
