package io.tollgate.quota.usage;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.key;
import static io.tollgate.quota.AdminApi.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.Slots;
import io.tollgate.quota.Servers;
import io.tollgate.stack.servers.TestServers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class UsageIT {

    private static final Bucket TOKENS = new Bucket("tenant:tokens-per-minute", 600, 1_000);

    @Inject
    Ledger ledger;

    @Test
    void shouldShowWhatATenantsLimitsHaveLeft() {
        String id = limitedTenant();
        String keyId = key(id).<String>path("id");
        admin("[{\"kind\":\"requests-per-minute\",\"perMinute\":5}]")
                .put("/tenants/" + id + "/keys/" + keyId + "/limits");
        reserve(id, Duration.ofMinutes(1));

        admin().get("/tenants/" + id + "/usage")
                .then()
                .statusCode(200)
                .body("tenant", equalTo(id))
                .body("openReservations", equalTo(1))
                .body("limits.limit", contains("tenant:tokens-per-minute", "key:" + keyId + ":requests-per-minute"))
                .body("limits[0].burst", equalTo(1000))
                .body("limits[0].available", lessThanOrEqualTo(500))
                .body("limits[1].available", equalTo(5));
    }

    @Test
    void shouldShowEveryKindOfLimitAndTheProducts() {
        String product = fresh("product");
        admin("{\"name\":\"Gold\",\"timeZone\":\"Asia/Tokyo\",\"limits\":"
                        + "[{\"kind\":\"money-budget\",\"period\":\"year\",\"amount\":\"250.00\"}]}")
                .put("/products/" + product)
                .then()
                .statusCode(201);
        String id = fresh("tenant");
        admin("""
                {"name":"n","costCentre":"c","product":"%s","limits":[
                 {"kind":"token-quota","period":"hour","tokens":100},
                 {"kind":"concurrent-requests","most":3},
                 {"kind":"requests-per-minute","perMinute":5,"model":"gpt-4o"},
                 {"kind":"requests-per-minute","perMinute":5,"perUser":true}]}""".formatted(product)).put("/tenants/" + id).then().statusCode(201);
        take("_product." + product, new Slots(id + "/tenant:concurrent-requests", 3), 2);

        admin().get("/tenants/" + id + "/usage?user=mia")
                .then()
                .statusCode(200)
                .body("openReservations", equalTo(1))
                .body(
                        "limits.limit",
                        contains(
                                "product:money-budget:year",
                                "tenant:token-quota:hour",
                                "tenant:concurrent-requests",
                                "tenant:user:requests-per-minute",
                                "tenant:requests-per-minute@gpt-4o"))
                .body("limits[0].amount", equalTo("250.00"))
                .body("limits[0].used", equalTo("0.00"))
                .body("limits[0].available", equalTo("250.00"))
                .body("limits[0].resetsAt", endsWith("-12-31T15:00:00Z"))
                .body("limits[1].tokens", equalTo(100))
                .body("limits[1].used", equalTo(0))
                .body("limits[1].resetsInMillis", lessThanOrEqualTo(3_600_000))
                .body("limits[2].most", equalTo(3))
                .body("limits[2].used", equalTo(2))
                .body("limits[2].available", equalTo(1))
                .body("limits[3].fullInMillis", equalTo(0));
    }

    @Test
    void shouldEndReservationsOfProductsAndDeploymentsToo() {
        String product = fresh("product");
        admin("{\"name\":\"Gold\"}").put("/products/" + product).then().statusCode(201);
        String id = fresh("tenant");
        admin("{\"name\":\"n\",\"costCentre\":\"c\",\"product\":\"" + product + "\"}")
                .put("/tenants/" + id)
                .then()
                .statusCode(201);
        String deployment = fresh("deployment");
        admin(deployment().replaceFirst("}$", ",\"limits\":{\"tokensPerMinute\":1000}}"))
                .put("/deployments/" + deployment)
                .then()
                .statusCode(201);
        List<String> accounts = List.of("_product." + product, "_deployment." + deployment);

        accounts.forEach(account -> reserve(account, Duration.ofMillis(300)));

        accounts.forEach(account -> await().atMost(Duration.ofSeconds(5))
                .until(() -> ledger.inspect(account, List.of())
                                .toCompletableFuture()
                                .join()
                                .openReservations()
                        == 0));
    }

    @Test
    void shouldEndReservationsWhoseNodeHasDied() {
        String id = limitedTenant();
        ReservationId left = reserve(id, Duration.ofMillis(300));

        await().atMost(Duration.ofSeconds(5)).until(() -> openReservations(id) == 0);

        assertThat(ledger.release(id, left).toCompletableFuture().join()).isEqualTo(Ledger.EndResult.ALREADY_ENDED);
    }

    @Test
    void shouldSayWhenRedisDoesNotAnswer() {
        String id = limitedTenant();
        TestServers.redis().freeze();
        try {
            admin().get("/tenants/" + id + "/usage")
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("urn:tollgate:problem:unavailable"));
        } finally {
            TestServers.redis().thaw();
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> admin().get("/tenants/" + id + "/usage").statusCode() == 200);
    }

    @Test
    void shouldKnowNoUsageOfATenantThatDoesNotExist() {
        admin().get("/tenants/nobody/usage").then().statusCode(404);
    }

    private static String limitedTenant() {
        String id = tenant();
        admin("[{\"kind\":\"tokens-per-minute\",\"perMinute\":600,\"burst\":1000}]")
                .put("/tenants/" + id + "/limits")
                .then()
                .statusCode(200);
        return id;
    }

    private ReservationId reserve(String account, Duration timeToLive) {
        return take(account, TOKENS, 600, timeToLive);
    }

    private void take(String account, Allowance allowance, long amount) {
        take(account, allowance, amount, Duration.ofMinutes(1));
    }

    private ReservationId take(String account, Allowance allowance, long amount, Duration timeToLive) {
        var id = new ReservationId(fresh("reservation"));
        var reservation = new Reservation(account, id, List.of(new Debit(allowance, amount)), timeToLive);
        assertThat(ledger.reserve(reservation).toCompletableFuture().join()).isInstanceOf(ReserveResult.Granted.class);
        return id;
    }

    private static int openReservations(String id) {
        return admin().get("/tenants/" + id + "/usage").<Integer>path("openReservations");
    }
}
