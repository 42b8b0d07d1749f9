package io.tollgate.usage.rerating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tollgate.events.UsageEvent;
import io.tollgate.usage.config.PriceFeedConfig;
import io.tollgate.usage.pricing.CardLookup;
import io.tollgate.usage.support.Books;
import io.tollgate.usage.support.Catalog;
import io.tollgate.usage.support.Events;
import io.tollgate.usage.support.Producer;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class ReratingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String APRIL = "\"from\":\"2026-04-01\",\"to\":\"2026-05-01\"";

    @Inject
    DataSource source;

    @Inject
    CardLookup cards;

    @Inject
    Rerater rerater;

    @ConfigProperty(name = "tollgate.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = "tollgate.quota-service-url")
    String quotaService;

    private final Events events = Events.ofNewTenant();
    private final String tenant = events.tenant();
    private final String model = "model-of-" + tenant;
    private Books books;
    private Catalog catalog;
    private Producer producer;

    @BeforeEach
    void open() {
        books = new Books(source);
        catalog = new Catalog(quotaService, cards);
        producer = new Producer(bootstrapServers);
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldPriceWhatCameBeforeItsCardByAnAdjustmentOfItself() {
        String now = Instant.now().toString();
        send(call(now, 1_000_000), call(now, 1_000_000));
        assertThat(books.rolledUp(tenant)).isEqualTo("0.00");

        catalog.prices(card("a", "2026-01-01T00:00:00Z", "5.00"));

        await().atMost(PATIENCE).until(() -> Usage.status().getBoolean("rerating"));
        await().atMost(PATIENCE).until(() -> books.adjusted(tenant), "10.00"::equals);
        await().atMost(PATIENCE).until(() -> !Usage.status().getBoolean("rerating"));
        assertThat(books.rolledUp(tenant)).isEqualTo("0.00");
        assertThat(books.tokens(tenant)).isEqualTo(2_000_000);
        assertThat(books.adjustedTokens(tenant)).isZero();
    }

    @Test
    void shouldPriceWhatAnotherConsumerPricedByTheOlderCards() {
        String now = Instant.now().toString();
        prices(now, card("a", "2026-01-01T00:00:00Z", "5.00"));
        catalog.prices(card("b", "2026-01-01T00:00:00Z", "7.00"));
        catalog.awaitOtherCard(call(now, 1), cards.cardFor(call(now, 1)));

        // What a consumer writes that has not learned of the cards yet.
        send(call(now, 1_000_000));
        books.run("""
                UPDATE usage.rollup SET card_id = 0 WHERE series_id IN (SELECT id FROM usage.series WHERE tenant = ?)""", tenant);

        await().atMost(PATIENCE).until(() -> books.adjusted(tenant), "7.00"::equals);
    }

    @Test
    void shouldLeaveClosedMonthsToACommand() {
        String at = "2026-04-05T10:00:00Z";
        prices(at, card("a", "2026-01-01T00:00:00Z", "5.00"));
        send(call(at, 1_000_000), call("2026-04-30T23:59:59.999999Z", 1_000_000), call("2026-05-01T00:00:00Z", 1));
        long wrong = cards.cardFor(call(at, 1));
        catalog.prices(card("a", "2026-01-01T00:00:00Z", "4.50"));
        catalog.awaitOtherCard(call(at, 1), wrong);

        await().atMost(PATIENCE)
                .until(() -> Usage.status().getList("monthsToRerate"), months -> months.contains("2026-04"));
        JsonPath looked = rerate(APRIL + ",\"dryRun\":true");
        assertThat(looked.getString("id")).isNull();
        assertThat(looked.getLong("rows")).isGreaterThanOrEqualTo(4);
        assertThat(books.adjusted(tenant)).isEqualTo("0.00");

        JsonPath done = rerate(APRIL + ",\"reason\":\"the invoice says 4.50\"");
        assertThat(done.getLong("rows")).isEqualTo(looked.getLong("rows"));
        assertThat(done.getList("difference")).isEqualTo(looked.getList("difference"));
        assertThat(books.adjusted(tenant)).isEqualTo("-1.00");
        assertThat(books.adjustedTokens(tenant)).isZero();
        assertThat(rerate(APRIL + ",\"reason\":\"again\"").getLong("rows")).isZero();
        assertThat(entry(done.getLong("id")))
                .containsEntry("reason", "the invoice says 4.50")
                .containsEntry("from", "2026-04-01T00:00:00Z")
                .containsEntry("rows", done.getInt("rows"));
        await().atMost(PATIENCE)
                .until(() -> Usage.status().getList("monthsToRerate"), months -> !months.contains("2026-04"));
    }

    @Test
    void shouldNoticeWhatAnotherConsumerWasCommanded() {
        String at = "2025-12-05T10:00:00Z";
        prices(at, card("a", "2025-01-01T00:00:00Z", "5.00"));
        send(call(at, 1_000_000));
        catalog.prices(card("a", "2025-01-01T00:00:00Z", "4.50"));
        await().atMost(PATIENCE)
                .until(() -> Usage.status().getList("monthsToRerate"), months -> months.contains("2025-12"));

        adjust(YearMonth.of(2025, 12));

        await().atMost(PATIENCE)
                .until(() -> Usage.status().getList("monthsToRerate"), months -> !months.contains("2025-12"));
        assertThat(books.adjusted(tenant)).isEqualTo("-0.50");
    }

    @Test
    void shouldNotLetTheCurrentMonthWaitForClosedOnes() throws Exception {
        String now = Instant.now().toString();
        prices(now, card("a", "2026-01-01T00:00:00Z", "5.00"));
        send(call(now, 1_000_000));
        await().atMost(PATIENCE).until(() -> !Usage.status().getBoolean("rerating"));
        books.run("""
                UPDATE usage.rollup SET card_id = 0 WHERE series_id IN (SELECT id FROM usage.series WHERE tenant = ?)""", tenant);
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        DataSource slow = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    looking.countDown();
                    try {
                        looked.await();
                        throw new SQLException("too late");
                    } catch (InterruptedException e) {
                        throw new SQLException(e);
                    }
                });
        var automatic = new AutomaticRerating(
                rerater,
                new ClosedMonths(rerater, slow),
                InstantSource.system(),
                new PriceFeedConfig(Optional.empty(), Duration.ofHours(1), Duration.ZERO));
        try {
            automatic.changed(Set.of("another-" + model));
            assertThat(looking.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            automatic.changed(Set.of(model));

            await().atMost(PATIENCE).until(() -> books.adjusted(tenant), "5.00"::equals);
        } finally {
            looked.countDown();
            automatic.stop();
        }
    }

    @Test
    @Timeout(60)
    void shouldPassOverTimeWithoutUsage() {
        send(call("2001-01-01T00:00:00Z", 1), call("2099-12-31T23:00:00Z", 1));
        Map<String, Object> everything = rerate("\"from\":\"0001-01-01\",\"to\":\"9999-12-31\",\"dryRun\":true")
                .getMap("");

        assertThat(everything).containsKey("rows");
    }

    @Test
    void shouldDivideAnHourWithinWhichTheCardChangesByItsEvents() {
        prices("2026-04-05T10:00:00Z", card("a", "2026-01-01T00:00:00Z", "5.00"));
        send(
                call("2026-04-06T10:29:59.999999Z", 1_000_000),
                call("2026-04-06T10:30:00Z", 1_000_000),
                call("2026-04-06T10:59:59Z", 1_000_000),
                call("2026-04-06T11:00:00Z", 1_000_000));
        catalog.prices(card("a", "2026-01-01T00:00:00Z", "5.00"), card("b", "2026-04-06T10:30:00Z", "3.00"));
        catalog.awaitOtherCard(call("2026-04-06T11:00:00Z", 1), cards.cardFor(call("2026-04-06T10:00:00Z", 1)));

        rerate(APRIL + ",\"reason\":\"cheaper from half past ten on\"");

        // Three calls at 3.00 in place of 5.00.
        assertThat(books.adjusted(tenant)).isEqualTo("-6.00");
        assertThat(books.adjustedTokens(tenant)).isZero();
    }

    @Test
    void shouldLeaveADividedHourAloneWhoseEventsAreNotKept() {
        prices("2026-04-05T10:00:00Z", card("a", "2026-01-01T00:00:00Z", "5.00"));
        send(call("2026-04-07T10:15:00Z", 1_000_000), call("2026-04-07T11:15:00Z", 1_000_000));
        books.run("DELETE FROM usage.event WHERE series_id IN (SELECT id FROM usage.series WHERE tenant = ?)", tenant);
        catalog.prices(card("a", "2026-01-01T00:00:00Z", "5.00"), card("b", "2026-04-07T10:30:00Z", "3.00"));
        catalog.awaitOtherCard(call("2026-04-07T11:15:00Z", 1), cards.cardFor(call("2026-04-07T10:15:00Z", 1)));

        rerate(APRIL + ",\"reason\":\"cheaper\"");

        // The whole hour that begins at eleven is in the sums; the one in which the card changed cannot be divided any
        // more.
        assertThat(books.adjusted(tenant)).isEqualTo("-2.00");
    }

    @Test
    void shouldAdjustOnceHoweverManyTryWhileEventsCome() {
        String at = "2026-04-08T10:00:00Z";
        prices(at, card("a", "2026-01-01T00:00:00Z", "5.00"));
        send(some(at, 200));
        long wrong = cards.cardFor(call(at, 1));
        catalog.prices(card("a", "2026-01-01T00:00:00Z", "2.00"));
        catalog.awaitOtherCard(call(at, 1), wrong);

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<Void>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(CompletableFuture.runAsync(this::adjustSomeTimes, threads));
            }
            producer.send(List.of(some(at, 300)));
            runs.forEach(CompletableFuture::join);
        }
        Usage.awaitNoLag();
        adjust();

        // 200 calls of 1,000 tokens at 2.00 in place of 5.00 a million, the others at 2.00 from the beginning.
        assertThat(books.adjusted(tenant)).isEqualTo("-0.60");
        assertThat(books.rolledUp(tenant)).isEqualTo("1.60");
        assertThat(books.adjustedTokens(tenant)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"to\":\"2026-05-01\",\"reason\":\"x\" | from",
                "\"from\":\"2026-04-01\",\"reason\":\"x\" | to",
                "\"from\":\"2026-04-01T00:30:00Z\",\"to\":\"2026-05-01\",\"reason\":\"x\" | from",
                "\"from\":\"2026-05-01\",\"to\":\"2026-05-01\",\"reason\":\"x\" | from",
                "\"from\":\"2026-04-01\",\"to\":\"2026-05-01\" | reason",
                "\"from\":\"soon\",\"to\":\"2026-05-01\",\"dryRun\":true | from",
            })
    void shouldNameTheParameterThatIsWrong(String fields, String field) {
        Response answer = post(fields);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }

    private void adjustSomeTimes() {
        for (int i = 0; i < 5; i++) {
            adjust();
        }
    }

    private void adjust() {
        adjust(YearMonth.of(2026, 4));
    }

    private void adjust(YearMonth month) {
        ReratingOrder order = ReratingOrder.of(month, Set.of(model), "test");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(Rerater.BusyException.class)
                .until(() -> rerater.adjust(order), found -> true);
    }

    private UsageEvent[] some(String at, int count) {
        UsageEvent[] calls = new UsageEvent[count];
        for (int i = 0; i < count; i++) {
            calls[i] = call(at, 1_000);
        }
        return calls;
    }

    private UsageEvent call(String at, long input) {
        return events.completed(at, model, "payg-1", Events.tokens(input, 0, 0));
    }

    private String card(String id, String from, String input) {
        return """
                {"id":"%s-%s","model":"%s","effectiveFrom":"%s","currency":"USD","inputPerMillion":"%s",
                 "cachedInputPerMillion":"1.00","outputPerMillion":"1.00"}""".formatted(id, tenant, model, from, input);
    }

    private void prices(String at, String... prices) {
        catalog.prices(prices);
        catalog.awaitOtherCard(call(at, 1), 0);
    }

    private void send(UsageEvent... sent) {
        producer.send(List.of(sent));
        Usage.awaitNoLag();
    }

    private static Response post(String fields) {
        return Usage.authorized()
                .contentType("application/json")
                .body("{" + fields + "}")
                .post("/usage/v1/reratings");
    }

    private static JsonPath rerate(String fields) {
        return await().atMost(PATIENCE)
                .until(() -> post(fields), answer -> answer.statusCode() == 200)
                .jsonPath();
    }

    private static Map<String, Object> entry(long id) {
        return Usage.authorized()
                .get("/usage/v1/reratings")
                .jsonPath()
                .getMap("reratings.find { it.id == " + id + " }");
    }
}
