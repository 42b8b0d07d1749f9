package io.tollgate.quota.budgets;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.Published;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.quota.Servers;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.codec.StringCodec;

@QuarkusTest
@WithTestResource(Servers.class)
class BudgetIT {

    private static final Instant SOON =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3_600);

    @Inject
    RedisConnection connection;

    private final String id = fresh("budget");
    private String tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenant();
    }

    @Test
    void shouldCreateReadReplaceAndDelete() {
        Response made = put(id, of(tenant, "5"));

        made.then()
                .statusCode(201)
                .header("Location", endsWith("/admin/v1/budgets/" + id))
                .body("amount", equalTo("5.00"))
                .body("timeZone", equalTo("UTC"))
                .body("alertsAt", contains(50, 80, 100))
                .body("enforce", equalTo(true))
                .body("stoppedUntil", nullValue());
        admin(of(tenant, "7.5"))
                .header("If-Match", made.header("ETag"))
                .put("/budgets/" + id)
                .then()
                .statusCode(200)
                .body("amount", equalTo("7.50"));
        admin(of(tenant, "8"))
                .header("If-Match", made.header("ETag"))
                .put("/budgets/" + id)
                .then()
                .statusCode(412);
        admin().get("/budgets?limit=500").then().body("items.findAll { it.id == '" + id + "' }", hasSize(1));
        admin().delete("/budgets/" + id).then().statusCode(204);
        admin().get("/budgets/" + id).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "scope,    '\"scope\":\"tenant\"',    '\"scope\":\"team\"',      'must be one of tenant, product, cost-centre'",
        "period,   '\"period\":\"month\"',    '\"period\":\"quarter\"',  'must be one of hour, day, week, month, year'",
        "amount,   '\"amount\":\"5\"',        '\"amount\":\"0\"',        'must be more than 0'",
        "amount,   '\"amount\":\"5\"',        '\"amount\":\"5 USD\"',    'must be a decimal'",
        "currency, '\"currency\":\"USD\"',    '\"currency\":\"dollar\"', 'must be an ISO 4217 code'",
        "timeZone, '\"currency\":\"USD\"',    '\"currency\":\"USD\",\"timeZone\":\"Mars\"', 'must be an IANA time zone'",
        "alertsAt, '\"currency\":\"USD\"',    '\"currency\":\"USD\",\"alertsAt\":[80,50]', 'must be rising'",
    })
    void shouldNameTheFieldAtFault(String field, String right, String wrong, String rule) {
        put(id, of(tenant, "5").replace(right, wrong))
                .then()
                .statusCode(400)
                .body("field", equalTo(field))
                .body("detail", containsString(rule));
    }

    @Test
    void shouldRefuseATargetThatDoesNotExist() {
        put(id, of("nobody", "5"))
                .then()
                .statusCode(400)
                .body("field", equalTo("target"))
                .body("detail", containsString("is the tenant 'nobody', which does not exist"));
        put(id, of(tenant, "5").replace("\"scope\":\"tenant\"", "\"scope\":\"product\""))
                .then()
                .statusCode(400)
                .body("field", equalTo("target"));
        put(id, of("Research / 4711", "5").replace("\"scope\":\"tenant\"", "\"scope\":\"cost-centre\""))
                .then()
                .statusCode(201);
    }

    @Test
    void shouldPublishAStopWithTheSnapshotAndItsWithdrawalToo() {
        put(id, of(tenant, "5")).then().statusCode(201);
        assertThat(published()).isEmpty();

        stop(SOON.toString()).then().statusCode(200).body("until", equalTo(SOON.toString()));

        assertThat(published()).containsExactly(new BudgetStop(id, BudgetScope.TENANT, tenant, SOON));
        admin().get("/budgets/" + id).then().body("stoppedUntil", equalTo(SOON.toString()));

        admin().delete("/budgets/" + id + "/stop").then().statusCode(204);
        assertThat(published()).isEmpty();
        admin().delete("/budgets/" + id + "/stop").then().statusCode(204);
    }

    @Test
    void shouldSayTheSameTwiceWithoutANewVersion() {
        put(id, of(tenant, "5")).then().statusCode(201);

        String first = stop(SOON.toString()).header("x-tollgate-version");

        assertThat(stop(SOON.toString()).header("x-tollgate-version")).isEqualTo(first);
    }

    @Test
    void shouldKeepAStopWhenTheAmountIsRaisedAndDropItWhenNothingIsEnforcedAnyMore() {
        put(id, of(tenant, "5")).then().statusCode(201);
        stop(SOON.toString()).then().statusCode(200);

        put(id, of(tenant, "50")).then().statusCode(200);
        assertThat(published()).hasSize(1);

        put(id, of(tenant, "50").replace("{\"name\"", "{\"enforce\":false,\"name\""))
                .then()
                .statusCode(200);
        assertThat(published()).isEmpty();
        stop(SOON.toString()).then().statusCode(400).body("field", equalTo("enforce"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "tomorrow"})
    void shouldRefuseAStopThatIsNotOfTheNearFuture(String until) {
        put(id, of(tenant, "5")).then().statusCode(201);

        stop(until).then().statusCode(400).body("field", equalTo("until"));
    }

    @Test
    void shouldBeAPartOfTheDocumentWithoutWhatIsSpent() {
        put(id, of(tenant, "5")).then().statusCode(201);
        stop(SOON.toString()).then().statusCode(200);

        admin().accept("application/json")
                .get("/catalog")
                .then()
                .body("budgets.find { it.id == '" + id + "' }.amount", equalTo("5.00"))
                .body("budgets.find { it.id == '" + id + "' }.stoppedUntil", nullValue());

        admin("{\"budgets\":[" + of(tenant, "5").replace("{\"name\"", "{\"id\":\"" + id + "\",\"name\"") + "]}")
                .put("/catalog?dryRun=true")
                .then()
                .statusCode(200)
                .body("budgets.unchanged", equalTo(1))
                .body("budgets.updated", hasSize(0));
        admin("{\"budgets\":[]}")
                .put("/catalog?dryRun=true")
                .then()
                .body("changed", equalTo(true))
                .body("budgets.deleted.findAll { it == '" + id + "' }", hasSize(1));
    }

    @Test
    void shouldExplainThatABudgetIsSpent() {
        String model = fresh("model");
        String deployment = fresh("deployment");
        admin(deployment().replace("\"model\":\"gpt-4o\"", "\"model\":\"" + model + "\""))
                .put("/deployments/" + deployment)
                .then()
                .statusCode(201);
        admin("{\"tiers\":[{\"deployments\":[\"" + deployment + "\"]}]}")
                .put("/routes/" + model)
                .then()
                .statusCode(201);
        put(id, of(tenant, "5")).then().statusCode(201);
        String question = "{\"tenant\":\"" + tenant + "\",\"model\":\"" + model + "\"}";
        admin(question).post("/explain").then().statusCode(200).body("outcome", equalTo("admitted"));

        stop(SOON.toString()).then().statusCode(200);

        admin(question)
                .post("/explain")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("denied"))
                .body("status", equalTo(403))
                .body("limit", equalTo("tenant:budget:" + id))
                .body("reason", containsString("is spent"));
    }

    private List<BudgetStop> published() {
        String snapshot = connection
                .client()
                .toCompletableFuture()
                .join()
                .<String>getBucket(Published.SNAPSHOT, StringCodec.INSTANCE)
                .get();
        return new CatalogCodec()
                .readSnapshot(snapshot).stops().stream()
                        .filter(stop -> stop.budget().equals(id))
                        .toList();
    }

    private Response stop(String until) {
        return admin("{\"until\":\"" + until + "\"}").put("/budgets/" + id + "/stop");
    }

    private static Response put(String id, String body) {
        return admin(body).put("/budgets/" + id);
    }

    private static String of(String target, String amount) {
        return "{\"name\":\"A budget\",\"scope\":\"tenant\",\"target\":\"" + target + "\",\"amount\":\"" + amount
                + "\",\"currency\":\"USD\",\"period\":\"month\"}";
    }
}
