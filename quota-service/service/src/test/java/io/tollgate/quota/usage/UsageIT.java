package io.tollgate.quota.usage;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.key;
import static io.tollgate.quota.AdminApi.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.ReserveResult;
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
        var id = new ReservationId(fresh("reservation"));
        var reservation = new Reservation(account, id, List.of(new Debit(TOKENS, 600)), timeToLive);
        assertThat(ledger.reserve(reservation).toCompletableFuture().join()).isInstanceOf(ReserveResult.Granted.class);
        return id;
    }

    private static int openReservations(String id) {
        return admin().get("/tenants/" + id + "/usage").<Integer>path("openReservations");
    }
}
