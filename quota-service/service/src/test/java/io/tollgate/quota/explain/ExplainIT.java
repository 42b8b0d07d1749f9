package io.tollgate.quota.explain;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.limits.CapacityAccounts;
import io.tollgate.quota.Servers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Servers.class)
class ExplainIT {

    private static final Bucket TOKENS = new Bucket("tenant:tokens-per-minute", 60, 1_000);
    private static final String STRICT_TOKENS =
            "{\"kind\":\"tokens-per-minute\",\"perMinute\":60,\"burst\":1000,\"enforcement\":\"strict\"}";
    private static final String DAILY = "{\"kind\":\"token-quota\",\"period\":\"day\",\"tokens\":1000}";

    @Inject
    Ledger ledger;

    private String model;
    private String deployment;

    @BeforeEach
    void makeARoute() {
        deployment = fresh("deployment");
        model = fresh("model");
        admin(deployment().replace("\"model\":\"gpt-4o\"", "\"model\":\"" + model + "\""))
                .put("/deployments/" + deployment)
                .then()
                .statusCode(201);
        admin("{\"aliases\":[\"" + model + "-latest\"],\"maxOutputTokens\":4000,\"tiers\":[{\"deployments\":[\""
                        + deployment + "\"]}]}")
                .put("/routes/" + model)
                .then()
                .statusCode(201);
    }

    @Test
    void shouldSayWhatEachLimitHoldsAndWhatTheRequestTakesOfIt() {
        admin("{\"model\":\"" + model
                        + "\",\"currency\":\"USD\",\"inputPerMillion\":\"2.50\",\"outputPerMillion\":\"10\"}")
                .put("/prices/" + fresh("price"))
                .then()
                .statusCode(201);
        String tenant = tenant(
                STRICT_TOKENS,
                DAILY,
                "{\"kind\":\"requests-per-minute\",\"perMinute\":10}",
                "{\"kind\":\"concurrent-requests\",\"most\":2,\"perUser\":true,\"whenUnavailable\":\"open\"}",
                "{\"kind\":\"money-budget\",\"period\":\"month\",\"amount\":\"1.00\",\"enforcement\":\"strict\"}",
                "{\"kind\":\"requests-per-minute\",\"perMinute\":10,\"model\":\"another\"}");

        explain("""
                {"tenant":"%s","user":"mia","model":"%s-latest","promptTokens":100,"maxOutputTokens":300,
                 "expectedOutputTokens":50}""".formatted(tenant, model))
                .statusCode(200)
                .body("outcome", equalTo("admitted"))
                .body("status", equalTo(200))
                .body("caller.route", equalTo(model))
                .body("caller.modelAllowed", equalTo(true))
                .body("priority.name", equalTo("standard"))
                .body("estimate.promptFrom", equalTo("given"))
                .body("estimate.outputBoundTokens", equalTo(300))
                .body("estimate.expectedOutputFrom", equalTo("given"))
                .body(
                        "limits.limit",
                        contains(
                                "tenant:tokens-per-minute",
                                "tenant:token-quota:day",
                                "tenant:requests-per-minute",
                                "tenant:user:concurrent-requests",
                                "tenant:money-budget:month"))
                .body("limits.takes", contains(400, 150, 1, 1, "0.00325"))
                .body("limits[0].enforcement", equalTo("strict"))
                .body("limits[0].level.available", equalTo(1000))
                .body("limits[1].enforcement", equalTo("balanced"))
                .body("limits[1].level.resetsAt", notNullValue())
                .body("limits[3].perUser", equalTo(true))
                .body("limits[3].whenUnavailable", equalTo("open"))
                .body("limits[3].level.most", equalTo(2))
                .body("limits[4].level.available", equalTo("1.00"))
                .body("limits.fits", contains(true, true, true, true, true))
                .body("deployments.id", contains(deployment))
                .body("deployments[0].levels", nullValue());
    }

    @Test
    void shouldConsumeNothing() {
        String tenant = tenant(STRICT_TOKENS, DAILY, "{\"kind\":\"concurrent-requests\",\"most\":2}");
        take(tenant, TOKENS, 1_000);
        List<Allowance> allowances = List.of(TOKENS, today("tenant:token-quota:day", 1_000), slots());
        var before = state(tenant, allowances);

        for (int i = 0; i < 100; i++) {
            explain(request(tenant, 100, 100)).statusCode(200).body("estimate", notNullValue());
        }

        var after = state(tenant, allowances);
        assertThat(after.openReservations())
                .isEqualTo(before.openReservations())
                .isEqualTo(1);
        assertThat(after.levels().subList(1, 3))
                .extracting(Level::available)
                .isEqualTo(before.levels().subList(1, 3).stream()
                        .map(Level::available)
                        .toList())
                .containsExactly(1_000L, 2L);
        assertThat(after.levels().getFirst().available())
                .isGreaterThanOrEqualTo(before.levels().getFirst().available());
    }

    @Test
    void shouldSayWhichRateDeniesAndUntilWhen() {
        String tenant = tenant(STRICT_TOKENS, DAILY);
        take(tenant, TOKENS, 900);

        explain(request(tenant, 100, 100))
                .body("outcome", equalTo("denied"))
                .body("status", equalTo(429))
                .body("limit", equalTo("tenant:tokens-per-minute"))
                .body("reason", equalTo("tenant:tokens-per-minute is reached"))
                .body("retryAfterMillis", greaterThan(60_000))
                .body("retryAfterMillis", lessThanOrEqualTo(100_000))
                .body("retryAt", notNullValue())
                .body("limits.fits", contains(false, true))
                .body("limits[0].level.available", lessThanOrEqualTo(140));
    }

    @Test
    void shouldSayThatAQuotaIsUsedUpUntilItsPeriodEnds() {
        String tenant = tenant(DAILY);
        use(tenant, today("tenant:token-quota:day", 1_000), 950);

        explain(request(tenant, 60, 0))
                .body("status", equalTo(403))
                .body("limit", equalTo("tenant:token-quota:day"))
                .body("retryAfterMillis", greaterThan(0))
                .body("limits[0].level.used", equalTo(950))
                .body("limits[0].level.available", equalTo(50));
        explain(request(tenant, 40, 0)).body("status", equalTo(200));
    }

    @Test
    void shouldWaitForRequestsInFlightBeforeItCallsAQuotaUsedUp() {
        String tenant = tenant(DAILY);
        take(tenant, today("tenant:token-quota:day", 1_000), 950);

        explain(request(tenant, 60, 0)).body("status", equalTo(429)).body("retryAfterMillis", nullValue());
    }

    @Test
    void shouldNameNoInstantForWhatWaitsForOthersToEnd() {
        String tenant = tenant("{\"kind\":\"concurrent-requests\",\"most\":2}");
        take(tenant, slots(), 2);

        explain(request(tenant, 1, 1))
                .body("status", equalTo(429))
                .body("limit", equalTo("tenant:concurrent-requests"))
                .body("retryAfterMillis", nullValue())
                .body("retryAt", nullValue())
                .body("limits[0].level.used", equalTo(2));
    }

    @Test
    void shouldSayThatARequestNeverFits() {
        String tenant = tenant(STRICT_TOKENS);

        explain(request(tenant, 1_001, 0))
                .body("outcome", equalTo("denied"))
                .body("status", equalTo(400))
                .body("limit", equalTo("tenant:tokens-per-minute"))
                .body("reason", containsString("more than tenant:tokens-per-minute ever allows"));
    }

    @Test
    void shouldCutAGuessButNotWhatTheRequestSaysItself() {
        String tenant = tenant(DAILY);
        String unbounded = "{\"tenant\":\"" + tenant + "\",\"model\":\"" + model + "\",\"promptTokens\":900}";

        explain(unbounded)
                .body("status", equalTo(200))
                .body("estimate.outputBoundFrom", equalTo("route"))
                .body("estimate.outputBoundTokens", equalTo(4000))
                .body("estimate.expectedOutputFrom", equalTo("default"))
                .body("limits[0].takes", equalTo(1000));
        explain(request(tenant, 900, 200)).body("status", equalTo(400)).body("limits[0].takes", equalTo(1100));
        explain(unbounded.replace("900", "1001")).body("status", equalTo(400)).body("limits[0].takes", equalTo(1001));
    }

    @Test
    void shouldLetAShadowLimitReportOnly() {
        String tenant = tenant(DAILY.replace("}", ",\"shadow\":true}"));
        take(tenant, today("tenant:token-quota:day", 1_000), 1_000);

        explain(request(tenant, 60, 0))
                .body("status", equalTo(200))
                .body("limits[0].shadow", equalTo(true))
                .body("limits[0].fits", equalTo(false));
    }

    @Test
    void shouldCountTheProductTogetherWithItsTenant() {
        String product = fresh("product");
        admin("{\"name\":\"Gold\",\"limits\":[" + DAILY + "]}")
                .put("/products/" + product)
                .then()
                .statusCode(201);
        String tenant = fresh("tenant");
        admin("{\"name\":\"n\",\"costCentre\":\"c\",\"product\":\"" + product + "\",\"limits\":[" + DAILY + "]}")
                .put("/tenants/" + tenant)
                .then()
                .statusCode(201);
        use("_product." + product, today("product:token-quota:day", 1_000), 990);

        explain(request(tenant, 60, 0))
                .body("status", equalTo(403))
                .body("limit", equalTo("product:token-quota:day"))
                .body("caller.product", equalTo(product))
                .body("limits.scope", contains("product", "tenant"))
                .body("limits.fits", contains(false, true));
    }

    @Test
    void shouldKnowTheCallerByItsKey() {
        String tenant = tenant();
        String key = key(tenant).path("id");
        admin("[{\"kind\":\"requests-per-minute\",\"perMinute\":10}]")
                .put("/tenants/" + tenant + "/keys/" + key + "/limits");
        admin("{\"priority\":\"batch\"}").put("/tenants/" + tenant + "/keys/" + key + "/priority");
        String request = "{\"key\":\"" + key + "\",\"priority\":\"high\",\"model\":\"" + model + "\"}";

        explain(request)
                .body("status", equalTo(200))
                .body("caller.tenant", equalTo(tenant))
                .body("caller.keyUsable", equalTo(true))
                .body("priority.name", equalTo("batch"))
                .body("limits.limit", contains("key:" + key + ":requests-per-minute"))
                .body("limits[0].scope", equalTo("key"))
                .body("estimate.promptFrom", equalTo("nothing"));
        admin().delete("/tenants/" + tenant + "/keys/" + key).then().statusCode(200);
        explain(request).body("status", equalTo(401)).body("caller.keyUsable", equalTo(false));
    }

    @Test
    void shouldSayWhoMayNotAskAtAll() {
        String tenant = tenant();

        explain(request(tenant, 1, 1))
                .body("reason", equalTo("no limit applies"))
                .body("limits", hasSize(0));
        explain(request(tenant, 1, 1).replace(model, "nothing"))
                .body("status", equalTo(404))
                .body("caller.route", nullValue())
                .body("estimate", nullValue());
        admin("{\"name\":\"n\",\"costCentre\":\"c\",\"models\":[\"another\"]}").put("/tenants/" + tenant);
        explain(request(tenant, 1, 1)).body("status", equalTo(403)).body("caller.modelAllowed", equalTo(false));
        admin("{\"name\":\"n\",\"costCentre\":\"c\",\"enabled\":false}").put("/tenants/" + tenant);
        explain(request(tenant, 1, 1)).body("status", equalTo(401)).body("caller.tenantEnabled", equalTo(false));
    }

    @Test
    void shouldEstimateByTheBody() {
        String tenant = tenant(STRICT_TOKENS);

        explain(withBody(tenant, """
                {"model":"%s","user":"mia","max_tokens":5,"max_completion_tokens":20,"n":2,
                 "messages":[{"role":"user","content":"12345678"},
                             {"role":"user","content":[{"type":"text","text":"äöü"},{"type":"image_url"}]}]}""".formatted(model)))
                .body("estimate.promptFrom", equalTo("body"))
                .body("estimate.promptTokens", equalTo(3 + 2 * 4 + 2 + 2 + 765))
                .body("estimate.outputBoundFrom", equalTo("body"))
                .body("estimate.outputBoundTokens", equalTo(40))
                .body("estimate.expectedOutputTokens", equalTo(40))
                .body("estimate.expectedOutputFrom", equalTo("bound"));
        explain(withBody(tenant, "{\"model\":\"" + model + "\",\"input\":[1,2,3]}"))
                .body("estimate.promptTokens", equalTo(3))
                .body("estimate.outputBoundTokens", equalTo(0));
        explain(withBody(tenant, "{\"model\":\"" + model + "\",\"prompt\":\"\",\"tools\":[{}]}"))
                .body("estimate.promptTokens", equalTo(1));
    }

    @Test
    void shouldSayWhatTheDeploymentsHoldNow() {
        admin(deployment()
                        .replaceFirst(
                                "}$",
                                ",\"limits\":{\"tokensPerMinute\":6000,\"tokenBurst\":900,\"requestsPerMinute\":60}}"))
                .put("/deployments/" + deployment)
                .then()
                .statusCode(200);
        take(CapacityAccounts.account(deployment), new Bucket("tokens", 6_000, 900), 900);

        explain(request(tenant(), 1, 1))
                .body("deployments[0].openReservations", equalTo(1))
                .body("deployments[0].capacity", equalTo("ptu"))
                .body("deployments[0].levels.limit", contains("tokens", "requests"))
                .body("deployments[0].levels[0].burst", equalTo(900))
                .body("deployments[0].levels[0].available", lessThanOrEqualTo(890))
                .body("deployments[0].levels[1].available", equalTo(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null                                               | 400 | body",
                "{\"model\":\"m\"}                                  | 400 | tenant",
                "{\"tenant\":\"t\"}                                 | 400 | model",
                "{\"tenant\":\"t\",\"body\":{}}                     | 400 | model",
                "{\"tenant\":\"t\",\"model\":\"m\",\"body\":[]}     | 400 | body",
                "{\"tenant\":\"t\",\"model\":\"m\",\"prompt\":1}    | 400 | prompt",
            })
    void shouldNameTheFieldAtFault(String request, int status, String field) {
        explain(request).statusCode(status).body("field", equalTo(field));
    }

    @Test
    void shouldKnowWhoDoesNotExist() {
        String tenant = tenant();
        String key = key(tenant()).path("id");

        explain("{\"tenant\":\"nobody\",\"model\":\"m\"}").statusCode(404);
        explain("{\"key\":\"nobody\",\"model\":\"m\"}").statusCode(404);
        explain("{\"tenant\":\"" + tenant + "\",\"key\":\"" + key + "\",\"model\":\"m\"}")
                .statusCode(400)
                .body("field", equalTo("key"));
        explain(request(tenant, -1, 0)).statusCode(400).body("field", equalTo("promptTokens"));
    }

    private static ValidatableResponse explain(String request) {
        return admin(request).post("/explain").then();
    }

    private String request(String tenant, long prompt, long bound) {
        return "{\"tenant\":\"" + tenant + "\",\"model\":\"" + model + "\",\"promptTokens\":" + prompt
                + ",\"maxOutputTokens\":" + bound + "}";
    }

    private static String withBody(String tenant, String body) {
        return "{\"tenant\":\"" + tenant + "\",\"body\":" + body + "}";
    }

    private static String tenant(String... limits) {
        String id = fresh("tenant");
        admin("{\"name\":\"n\",\"costCentre\":\"c\",\"limits\":[" + String.join(",", limits) + "]}")
                .put("/tenants/" + id)
                .then()
                .statusCode(201);
        return id;
    }

    private static Slots slots() {
        return new Slots("tenant:concurrent-requests", 2);
    }

    private static PeriodQuota today(String id, long amount) {
        long day = Duration.ofDays(1).toMillis();
        long end = (Instant.now().toEpochMilli() / day + 1) * day;
        return new PeriodQuota(id, amount, end, end + day);
    }

    private void use(String account, Allowance allowance, long amount) {
        ReservationId id = take(account, allowance, amount);
        ledger.settle(account, id, List.of()).toCompletableFuture().join();
    }

    private ReservationId take(String account, Allowance allowance, long amount) {
        var id = new ReservationId(fresh("reservation"));
        var reservation = new Reservation(account, id, List.of(new Debit(allowance, amount)), Duration.ofMinutes(5));
        assertThat(ledger.reserve(reservation).toCompletableFuture().join()).isInstanceOf(ReserveResult.Granted.class);
        return id;
    }

    private Ledger.AccountState state(String account, List<Allowance> allowances) {
        return ledger.inspect(account, allowances).toCompletableFuture().join();
    }
}
