package io.tollgate.usage.provisioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tollgate.events.Served;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.usage.pricing.CardLookup;
import io.tollgate.usage.support.Books;
import io.tollgate.usage.support.Catalog;
import io.tollgate.usage.support.Events;
import io.tollgate.usage.support.Producer;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Worked by hand: 100.00 an hour, 10,000 weighted tokens a minute, so 600,000 an hour. Input weighs 1, cached input 0.5,
 * output 4.
 */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class ProvisionedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DataSource source;

    @Inject
    CardLookup cards;

    @ConfigProperty(name = "tollgate.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = "tollgate.quota-service-url")
    String quotaService;

    private final Events contoso = Events.ofNewTenant();
    private final Events fabrikam = Events.ofNewTenant();
    private final Events adventure = Events.ofNewTenant();
    private final String deployment = "ptu-" + UUID.randomUUID();
    private Books books;
    private Catalog catalog;
    private Producer producer;

    @BeforeEach
    void open() {
        books = new Books(source);
        catalog = new Catalog(quotaService, cards);
        producer = new Producer(bootstrapServers);
        catalog.deployments(deployment(10_000));
        prices(card("a", "2026-02-01", "\"perHour\":\"100.00\""));
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldDivideAnHourByUseAndShowWhatIsIdle() {
        // Contoso: 100,000 + 20,000 x 0.5 + 10,000 x 4 = 150,000 of 600,000: a quarter. Fabrikam: 25,000 x 4 = 100,000:
        // a sixth.
        send(
                call(contoso, "2026-02-01T10:00:00Z", Events.tokens(120_000, 20_000, 10_000)),
                call(fabrikam, "2026-02-01T10:59:59Z", Events.tokens(0, 0, 25_000)));

        JsonPath report = report("2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z", "use");

        assertThat(report.getString("cost")).isEqualTo("100.00");
        assertThat(cost(report, contoso)).isEqualTo("25.00");
        // 16 2/3, cut to 15 decimals; what is cut is with the idle part.
        assertThat(cost(report, fabrikam)).isEqualTo("16.666666666666666");
        assertThat(report.getString("unusedCost")).isEqualTo("58.333333333333334");
        assertThat(report.getLong("capacityTokens")).isEqualTo(600_000);
        assertThat(report.getLong("usedTokens")).isEqualTo(250_000);
        assertThat(report.getDouble("utilisation")).isEqualTo(0.4167);
        assertThat(report.getLong("hours")).isEqualTo(1);
    }

    @Test
    void shouldDivideByWhatWasUsedWhenThatIsMoreThanTheCapacity() {
        // 900,000 and 300,000: three quarters and one quarter.
        send(
                call(contoso, "2026-02-01T10:00:00Z", Events.tokens(900_000, 0, 0)),
                call(fabrikam, "2026-02-01T10:00:00Z", Events.tokens(300_000, 0, 0)));

        JsonPath report = report("2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z", "use");

        assertThat(cost(report, contoso)).isEqualTo("75.00");
        assertThat(cost(report, fabrikam)).isEqualTo("25.00");
        assertThat(report.getString("unusedCost")).isEqualTo("0.00");
    }

    @Test
    void shouldDivideByReservationWhoeverUsesIt() {
        // Contoso has 4,000 of 10,000 and uses some of it; Adventure 1,000 and uses nothing; Fabrikam borrows and pays
        // nothing.
        send(
                call(contoso, "2026-02-01T10:00:00Z", Events.tokens(1_000, 0, 0)),
                call(fabrikam, "2026-02-01T10:00:00Z", Events.tokens(300_000, 0, 0)));

        JsonPath report = report("2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z", "reservation");

        assertThat(cost(report, contoso)).isEqualTo("40.00");
        assertThat(cost(report, adventure)).isEqualTo("10.00");
        assertThat(cost(report, fabrikam)).isNull();
        assertThat(report.getString("unusedCost")).isEqualTo("50.00");
    }

    @Test
    void shouldCostInHoursWithoutARequest() {
        JsonPath report = report("2026-02-02", "2026-02-03", "use");

        assertThat(report.getLong("hours")).isEqualTo(24);
        assertThat(report.getString("cost")).isEqualTo("2400.00");
        assertThat(report.getString("unusedCost")).isEqualTo("2400.00");
        assertThat(report.getList("lines")).isEmpty();
    }

    @Test
    void shouldTakeTheCardOfTheHoursBeginning() {
        prices(
                card("a", "2026-02-01T08:30:00Z", "\"perHour\":\"100.00\""),
                card("b", "2026-02-01T10:30:00Z", "\"perHour\":\"120.00\",\"discountPercent\":\"12.5\""),
                card("c", "2026-02-01T13:00:00Z", "\"perCall\":\"0.01\""));

        // 9 and 10 o'clock at 100.00, 11 and 12 o'clock at 120.00 less 12.5 %, from 13 o'clock on nothing is
        // provisioned.
        JsonPath report = report("2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z", "use");

        assertThat(report.getLong("hours")).isEqualTo(4);
        assertThat(report.getString("cost")).isEqualTo("410.00");
    }

    @Test
    void shouldNotChargeProvisionedHoursForWhatSpilled() {
        Served spilled =
                new Served("elsewhere", "provisioned", "provisioned", "payg", "westeurope", List.of(), deployment);
        send(
                call(contoso, "2026-02-01T10:00:00Z", Events.tokens(60_000, 0, 0)),
                fabrikam.served("2026-02-01T10:00:00Z", spilled, Events.tokens(600_000, 0, 0)));

        JsonPath report = report("2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z", "use");

        assertThat(cost(report, contoso)).isEqualTo("10.00");
        assertThat(cost(report, fabrikam)).isNull();
        assertThat(report.getLong("usedTokens")).isEqualTo(60_000);
    }

    @Test
    void shouldMeasureAnHourByTheCapacityThatWasThereWhenItBegan() {
        send(call(contoso, "2026-02-01T10:00:00Z", Events.tokens(300_000, 0, 0)));
        catalog.deployments(deployment(20_000));
        await().atMost(PATIENCE).until(() -> versions() == 2);

        assertThat(cost(report("2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z", "use"), contoso))
                .isEqualTo("50.00");
    }

    @Test
    void shouldNotCostBeforeItBegins() {
        JsonPath report = report("2026-02-01", "9999-01-01", "use");

        assertThat(report.getLong("hours")).isBetween(1L, 24L * 365 * 100);
        assertThat(new BigDecimal(report.getString("cost")))
                .isEqualByComparingTo(BigDecimal.valueOf(100 * report.getLong("hours")));
    }

    @Test
    void shouldNameTheParameterThatIsWrong() {
        assertThat(refused(Map.of("method", "taste"))).isEqualTo("method");
        assertThat(refused(Map.of("tenant", "contoso"))).isEqualTo("tenant");
        assertThat(refused(Map.of("from", "soon"))).isEqualTo("from");
        assertThat(refused(Map.of("from", "2026-02-01", "to", "2026-02-01"))).isEqualTo("from");
    }

    private static String refused(Map<String, String> parameters) {
        Response answer = Usage.authorized().queryParams(parameters).get("/usage/v1/provisioned");
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.jsonPath().getString("field");
    }

    private JsonPath report(String from, String to, String method) {
        Response answer = Usage.authorized()
                .queryParams(Map.of("from", from, "to", to, "method", method))
                .get("/usage/v1/provisioned");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().setRootPath("deployments.find { it.deployment == '" + deployment + "' }");
    }

    private static String cost(JsonPath report, Events tenant) {
        return report.getString("lines.find { it.tenant == '" + tenant.tenant() + "' }?.cost");
    }

    private UsageEvent call(Events tenant, String at, Tokens tokens) {
        return tenant.served(
                at, new Served(deployment, "provisioned", "provisioned", "ptu", "westeurope", List.of(), ""), tokens);
    }

    private void send(UsageEvent... sent) {
        producer.send(List.of(sent));
        Usage.awaitNoLag();
    }

    private void prices(String... prices) {
        long[] before = {number("SELECT coalesce(max(card_id), 0) FROM usage.rate_card")};
        catalog.prices(prices);
        await().atMost(PATIENCE)
                .until(() -> number("SELECT count(*) FROM usage.rate_card WHERE withdrawn_at IS NULL AND deployment = '"
                                        + deployment + "'")
                                == prices.length
                        && number("SELECT max(card_id) FROM usage.rate_card") > before[0]
                        && versions() > 0);
    }

    private long versions() {
        return number("SELECT count(*) FROM usage.deployment WHERE id = '" + deployment + "'");
    }

    private long number(String sql) {
        return books.number(sql).longValueExact();
    }

    private String card(String id, String from, String more) {
        String instant = from.length() == 10 ? from + "T00:00:00Z" : from;
        return """
                {"id":"%s-%s","model":"provisioned","deployment":"%s","effectiveFrom":"%s","currency":"USD",
                 "inputPerMillion":"0.00","cachedInputPerMillion":"0.00","outputPerMillion":"0.00",%s}""".formatted(deployment, id, deployment, instant, more);
    }

    private String deployment(long tokensPerMinute) {
        return """
                {"id":"%s","model":"provisioned","region":"westeurope","capacity":"ptu","limits":{
                 "tokensPerMinute":%d,"weights":{"input":1,"cachedInput":0.5,"output":4},"shares":[
                 {"tenant":"%s","guaranteePerMinute":4000,"ceilingPerMinute":10000,"weight":1},
                 {"tenant":"%s","guaranteePerMinute":1000,"ceilingPerMinute":10000,"weight":1},
                 {"tenant":"%s","guaranteePerMinute":0,"ceilingPerMinute":10000,"weight":1}]}}""".formatted(deployment, tokensPerMinute, contoso.tenant(), adventure.tenant(), fabrikam.tenant());
    }
}
