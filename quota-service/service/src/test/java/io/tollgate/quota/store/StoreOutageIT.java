package io.tollgate.quota.store;

import static io.restassured.RestAssured.given;
import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.tenant;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.quota.Servers;
import io.tollgate.stack.servers.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class StoreOutageIT {

    @Test
    void shouldSayThatPostgresIsAwayAndGoOnWhenItIsBack() {
        String id = tenant();
        TestServers.postgres().kill();
        try {
            given().get("/q/health/ready").then().statusCode(503);
            admin().get("/tenants/" + id)
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("urn:tollgate:problem:unavailable"));
        } finally {
            TestServers.postgres().restart();
        }

        await().atMost(Duration.ofSeconds(10))
                .until(() -> admin().get("/tenants/" + id).statusCode() == 200);
        given().get("/q/health/ready").then().statusCode(200);
    }
}
