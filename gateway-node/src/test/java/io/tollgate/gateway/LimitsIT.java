package io.tollgate.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.catalog.routing.OnLeave;
import io.tollgate.gateway.support.FakeBackend;
import io.tollgate.gateway.support.RealServers;
import io.tollgate.gateway.support.TestCatalog;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Ledger.AccountState;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.ledger.redis.RedisLedger;
import io.tollgate.ledger.redis.RedisLedgerConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of limit through a whole node, on a real Redis. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class LimitsIT {

    private static final AtomicLong RUNS = new AtomicLong();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CANCELLED = 500;
    private static final String CHAT =
            "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final String STREAM = CHAT.replace("\"model\"", "\"stream\":true,\"model\"");
    private static final String ANSWER = "{\"id\":\"1\",\"model\":\"gpt-4o-2024-11-20\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":5,\"total_tokens\":13}}";

    @ConfigProperty(name = "tollgate.redis-url")
    String redisUrl;

    @TestHTTPResource
    URI node;

    private final String tenant = "limited-" + RUNS.incrementAndGet();
    private final FakeBackend backend = new FakeBackend();
    private TestCatalog catalog;

    @BeforeEach
    void publish() {
        catalog = new TestCatalog(redisUrl);
        publish(AttemptPolicy.DEFAULT);
        backend.answer(200, ANSWER);
    }

    private void publish(AttemptPolicy attempts) {
        String id = "payg-" + tenant;
        long version = catalog.publish(
                List.of(catalog.deployment(id, backend.url(), CapacityType.PAYG)),
                List.of(new Price(
                        "gpt-4o",
                        "gpt-4o",
                        Optional.empty(),
                        Instant.EPOCH,
                        "USD",
                        2_500_000_000L,
                        1_250_000_000L,
                        10_000_000_000L)),
                TestCatalog.route("gpt-4o", attempts, Fallbacks.NONE, new Tier(List.of(id))));
        await().atMost(PATIENCE).until(() -> metric("tollgate_catalog_version") >= version);
    }

    @AfterEach
    void close() {
        catalog.close();
        backend.close();
    }

    @Test
    void shouldHoldABudgetToTheNanoUnit() {
        // 8 tokens at 2,500 nano-dollars and 5 at 10,000 for each request.
        limit(Limit.perPeriod(LimitKind.MONEY_BUDGET, 140_000, LimitPeriod.YEAR));

        String bounded = CHAT.replace("\"model\"", "\"max_tokens\":5,\"model\"");
        assertThat(chat(bounded).statusCode()).isEqualTo(200);
        assertThat(chat(bounded).statusCode()).isEqualTo(200);
        Response refused = chat(bounded);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body().asString()).contains("\"insufficient_quota\"");
        assertThat(refused.body().asString()).contains("0.00014 per year", "0 available");
        assertThat(refused.header("x-tollgate-limit")).isEqualTo("tenant:money-budget:year");
        assertThat(Long.parseLong(refused.header("retry-after-ms"))).isPositive();
        assertThat(backend.received()).hasSize(2);
    }

    @Test
    void shouldCountAQuotaByWhatWasReallyUsed() {
        limit(Limit.perPeriod(LimitKind.TOKEN_QUOTA, 20, LimitPeriod.YEAR));

        assertThat(chat().statusCode()).isEqualTo(200);
        Response refused = chat(CHAT.replace("\"model\"", "\"max_tokens\":1,\"model\""));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.header("x-tollgate-limit")).isEqualTo("tenant:token-quota:year");
    }

    @Test
    void shouldRefuseWhoHasSpentABudgetUntilItsPeriodIsOver() {
        limit();
        assertThat(chat().statusCode()).isEqualTo(200);
        Instant until = Instant.now().plusSeconds(4);
        long version = catalog.spent(
                new BudgetStop("monthly", BudgetScope.TENANT, tenant, until),
                new BudgetStop("others", BudgetScope.TENANT, "somebody-else", until.plusSeconds(60)));
        await().atMost(PATIENCE).until(() -> metric("tollgate_catalog_version") >= version);

        Response refused = chat();

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.header("x-tollgate-reason")).isEqualTo("insufficient_quota");
        assertThat(refused.header("x-tollgate-limit")).isEqualTo("tenant:budget:monthly");
        assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(1L, 4L);
        assertThat(refused.body().asString()).contains("'monthly' of the tenant is spent", until.toString());
        await().atMost(PATIENCE).until(() -> chat().statusCode() == 200);
        assertThat(Instant.now()).isAfterOrEqualTo(until);
    }

    @Test
    void shouldSayWhichBoundAStrictLimitAsksFor() {
        limit(Limit.of(LimitKind.TOKENS_PER_MINUTE, 1_000).withEnforcement(Enforcement.STRICT));

        Response refused = chat();
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body().asString()).contains("Set max_tokens (or max_completion_tokens) to at most 992.");

        Response granted = chat(CHAT.replace("\"model\"", "\"max_completion_tokens\":992,\"model\""));
        assertThat(granted.statusCode()).isEqualTo(200);
        assertThat(granted.header("x-ratelimit-remaining-tokens")).isEqualTo("0");
    }

    @Test
    void shouldGiveEachUserALimitOfItsOwn() {
        limit(Limit.of(LimitKind.REQUESTS_PER_MINUTE, 1).forEachUser());

        assertThat(as().header("x-tollgate-user", "ann")
                        .body(CHAT)
                        .post("/v1/chat/completions")
                        .statusCode())
                .isEqualTo(200);
        Response again = as().header("x-tollgate-user", "ann").body(CHAT).post("/v1/chat/completions");
        assertThat(again.statusCode()).isEqualTo(429);
        assertThat(again.header("x-tollgate-limit")).isEqualTo("tenant:user:requests-per-minute");
        assertThat(chat(CHAT.replace("\"model\"", "\"user\":\"bob\",\"model\"")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldReportAndNotRefuseInShadow() {
        limit(Limit.of(LimitKind.REQUESTS_PER_MINUTE, 1).asShadow());
        double before = metric("tollgate_limits_shadow_denied_total");

        assertThat(chat().statusCode()).isEqualTo(200);
        Response second = chat();

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().hasHeaderWithName("x-ratelimit-limit-requests"))
                .isFalse();
        assertThat(metric("tollgate_limits_shadow_denied_total")).isEqualTo(before + 1);
    }

    @Test
    void shouldWaitRatherThanRefuseWhenAskedTo() {
        limit(new Limit(LimitKind.REQUESTS_PER_MINUTE, 10, 1));
        assertThat(chat().statusCode()).isEqualTo(200);
        assertThat(chat().statusCode()).isEqualTo(429);

        Response waited =
                as().header("x-tollgate-max-wait-ms", "20000").body(CHAT).post("/v1/chat/completions");

        assertThat(waited.statusCode()).isEqualTo(200);
        assertThat(metric("tollgate_admissions_waiting")).isZero();
    }

    @Test
    void shouldSayHowUrgentItTookARequestToBe() {
        limit();

        assertThat(chat().header("x-tollgate-priority")).isEqualTo("standard");
        assertThat(as().header("x-priority", "low")
                        .body(CHAT)
                        .post("/v1/chat/completions")
                        .header("x-tollgate-priority"))
                .isEqualTo("batch");
        assertThat(as().body(CHAT).post("/v1/chat/completions?priority=batch").header("x-tollgate-priority"))
                .isEqualTo("batch");
        assertThat(backend.received().getLast().headers()).doesNotContainKey("x-priority");
    }

    @Test
    void shouldLeaveNothingBehindWhenCallersLeave() throws Exception {
        var briefly = new Leaving(OnLeave.CANCEL, 1_000, 1 << 20, 64, 1);
        publish(new AttemptPolicy(6, 50, Deadlines.DEFAULT, Optional.empty(), briefly));
        limit(Limit.concurrent(CANCELLED), Limit.of(LimitKind.TOKENS_PER_MINUTE, 100_000_000));
        backend.script((request, body) -> {
            if (!"before the head".equals(request.getHeader("x-moment"))) {
                request.response()
                        .putHeader("content-type", "text/event-stream")
                        .setChunked(true);
                request.response().write("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n");
            }
        });
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient callers = vertx.createHttpClient(
                    new HttpClientOptions().setKeepAlive(false), new PoolOptions().setHttp1MaxSize(50));
            var left = new ArrayList<Future<?>>();
            for (int i = 0; i < CANCELLED; i++) {
                left.add(callAndLeave(vertx, callers, i % 4));
            }
            Future.join(left).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }

        assertThat(backend.received()).hasSizeGreaterThan(CANCELLED / 2);
        await().atMost(PATIENCE).until(() -> metric("tollgate_reservations_open") == 0);
        var slots = new Slots("tenant:concurrent-requests", CANCELLED);
        await().atMost(PATIENCE).untilAsserted(() -> {
            AccountState state = inspect(slots);
            assertThat(state.openReservations()).isZero();
            assertThat(state.levels().getFirst().available()).isEqualTo(CANCELLED);
        });
    }

    /** Calls, and leaves at once, before the head comes, with the head or in the middle of the stream. */
    private Future<?> callAndLeave(Vertx vertx, HttpClient callers, int moment) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(node.getHost())
                .setPort(node.getPort())
                .setURI("/v1/chat/completions")
                .putHeader("api-key", key())
                .putHeader("x-moment", moment == 1 ? "before the head" : "later");
        return callers.request(options)
                .compose(request -> switch (moment) {
                    case 0 ->
                        request.end(STREAM).onComplete(sent -> request.reset()).mapEmpty();
                    case 1 ->
                        request.end(STREAM)
                                .compose(sent -> vertx.timer(50))
                                .onComplete(later -> request.reset())
                                .mapEmpty();
                    case 2 ->
                        request.send(STREAM)
                                .onSuccess(head -> {
                                    head.exceptionHandler(reset -> {});
                                    request.reset();
                                })
                                .mapEmpty();
                    default ->
                        request.send(STREAM).compose(response -> {
                            var first = Promise.<Void>promise();
                            response.exceptionHandler(reset -> {});
                            response.handler(chunk -> {
                                request.reset();
                                first.tryComplete();
                            });
                            return first.future();
                        });
                })
                .otherwiseEmpty();
    }

    @Test
    void shouldChargeAStreamThatOutgrowsItsReservationWhileItRuns() throws Exception {
        limit(new Limit(LimitKind.TOKENS_PER_MINUTE, 1_000, 100_000));
        String delta = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "many words ".repeat(5_000)
                + "\"}}]}\n\n";
        var bucket = new Bucket("tenant:tokens-per-minute", 1_000, 100_000);
        Vertx vertx = Vertx.vertx();
        try {
            backend.script((request, body) -> {
                request.response()
                        .putHeader("content-type", "text/event-stream")
                        .setChunked(true);
                request.response().write(delta);
                vertx.setPeriodic(200, tick -> request.response().write(": still here\n\n"));
            });
            HttpClient caller = vertx.createHttpClient();
            caller.request(new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setHost(node.getHost())
                            .setPort(node.getPort())
                            .setURI("/v1/chat/completions")
                            .putHeader("api-key", key()))
                    .compose(request -> request.send(STREAM))
                    .onSuccess(
                            response -> response.exceptionHandler(closed -> {}).resume());

            await().atMost(PATIENCE).untilAsserted(() -> {
                AccountState state = inspect(bucket);
                assertThat(state.openReservations()).isEqualTo(1);
                assertThat(state.levels().getFirst().available()).isLessThan(95_000);
            });
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private AccountState inspect(Allowance allowance) throws Exception {
        try (RedisConnection redis = RedisConnection.open(redisUrl, Duration.ofSeconds(5))) {
            redis.client().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return new RedisLedger(redis, RedisLedgerConfig.DEFAULT, System::nanoTime)
                    .inspect(tenant, List.of(allowance))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private void limit(Limit... limits) {
        catalog.tenant(tenant, key(), limits);
    }

    private String key() {
        return tenant + "-secret-key";
    }

    private Response chat() {
        return chat(CHAT);
    }

    private Response chat(String body) {
        return as().body(body).post("/v1/chat/completions");
    }

    private RequestSpecification as() {
        return given().header("authorization", "Bearer " + key()).contentType("application/json");
    }

    private static double metric(String name) {
        String line = given().get("/q/metrics")
                .body()
                .asString()
                .lines()
                .filter(text -> text.startsWith(name + " ") || text.startsWith(name + "{"))
                .findFirst()
                .orElse(name + " -1");
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
