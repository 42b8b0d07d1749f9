package io.tollgate.quota.explain;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.deploymentMade;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.tenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.quota.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order a request would be tried on the deployments of its route. */
@QuarkusTest
@WithTestResource(Servers.class)
class ExplainedOrderIT {

    private String owned;
    private String shared;
    private String urgent;
    private String model;
    private String tenant;

    @BeforeEach
    void makeARoute() {
        owned = deploymentMade();
        shared = deploymentMade();
        urgent = deploymentMade();
        model = fresh("model");
        tenant = tenant();
        admin("""
                {"tiers":[{"deployments":["%s","%s"],"strategy":"latency"},
                          {"deployments":["%s"],"priorityClasses":["interactive"]}]}""".formatted(owned, shared, urgent))
                .put("/routes/" + model)
                .then()
                .statusCode(201);
    }

    @Test
    void shouldSayTheTiersAndWhoMayNotUseThem() {
        explain("standard")
                .body("deployments.id", contains(owned, shared, urgent))
                .body("deployments.tier", contains(1, 1, 2))
                .body("deployments.strategy", contains("latency", "latency", "round-robin"))
                .body("deployments.skipped", contains(null, null, "not for class standard"));
        admin("{\"name\":\"n\",\"costCentre\":\"c\",\"priority\":\"interactive\"}")
                .put("/tenants/" + tenant)
                .then()
                .statusCode(200);
        explain("interactive").body("deployments.skipped", contains(null, null, null));
        explain("batch").body("deployments[2].skipped", equalTo("not for class batch"));
    }

    @Test
    void shouldFollowAnOrderThatIsSetByHand() {
        admin("{\"deployments\":[\"" + shared + "\"],\"forSeconds\":600}")
                .put("/routes/" + model + "/order")
                .then()
                .statusCode(200);

        explain("standard")
                .body("deployments.id", contains(shared, owned, urgent))
                .body("deployments.tier", contains(1, 1, 2))
                .body("deployments.strategy", contains(null, "latency", "round-robin"));
        admin().delete("/routes/" + model + "/order").then().statusCode(204);
        explain("standard").body("deployments.id", contains(owned, shared, urgent));
    }

    @Test
    void shouldSkipWhatIsDisabled() {
        admin(deployment().replaceFirst("}$", ",\"enabled\":false}"))
                .put("/deployments/" + owned)
                .then()
                .statusCode(200);

        explain("standard").body("deployments.skipped", contains("disabled", null, "not for class standard"));
    }

    private ValidatableResponse explain(String priority) {
        return admin("{\"tenant\":\"" + tenant + "\",\"model\":\"" + model + "\",\"priority\":\"" + priority + "\"}")
                .post("/explain")
                .then()
                .statusCode(200);
    }
}
