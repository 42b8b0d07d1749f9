package io.tollgate.quota;

import static io.restassured.RestAssured.given;
import static io.tollgate.quota.AdminApi.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators look at. */
@QuarkusTest
@WithTestResource(Servers.class)
class OperationsIT {

    @Test
    void shouldBeReadyWhenPostgresAnswers() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItems("publication to Redis", "Database connections health check"));
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void shouldCountInMetrics() {
        admin().get("/version").then().statusCode(200);

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("tollgate_catalog_published_version"))
                .body(containsString("tollgate_reservations_expired_total"));
    }

    @Test
    void shouldMakeNoLabelsOfWhatCallersMakeUp() {
        for (int i = 0; i < 30; i++) {
            given().get("/made-up-" + i).then().statusCode(401);
            given().get("/admin/v1/made-up-" + i).then().statusCode(401);
            given().request("PUT", "/admin/v1/tenants/made-up-" + i).then().statusCode(401);
            given().request("MADEUP" + i, "/admin/v1/tenants").then().statusCode(401);
            admin().get("/made-up-" + i).then().statusCode(404);
            admin().delete("/made-up/" + i).then().statusCode(404);
            admin().get("/tenants/made-up-" + i).then().statusCode(404);
            admin().request("MADEUP" + i, "/tenants").then().statusCode(405);
            admin("{").put("/tenants/made-up-" + i).then().statusCode(400);
        }

        String metrics = await().until(
                        () -> given().get("/q/metrics").asString(),
                        text -> text.contains("uri=\"UNKNOWN\"") && text.contains("method=\"OTHER\""));

        assertThat(metrics)
                .contains("uri=\"/admin/v1/tenants/{id}\"")
                .doesNotContain("made-up")
                .doesNotContain("MADEUP");
    }

    @Test
    void shouldDescribeItself() {
        var description = given().accept("application/json").get("/q/openapi");

        assertThat(description.<Map<String, Object>>path("paths").keySet())
                .contains(
                        "/admin/v1/catalog",
                        "/admin/v1/tenants",
                        "/admin/v1/tenants/{id}",
                        "/admin/v1/tenants/{tenant}/limits",
                        "/admin/v1/tenants/{tenant}/keys/{key}",
                        "/admin/v1/tenants/{tenant}/usage",
                        "/admin/v1/deployments/{id}",
                        "/admin/v1/deployments/{id}/state",
                        "/admin/v1/routes/{model}",
                        "/admin/v1/routes/{model}/order",
                        "/admin/v1/prices/{id}",
                        "/admin/v1/products/{id}",
                        "/admin/v1/priority-classes",
                        "/admin/v1/explain",
                        "/admin/v1/nodes",
                        "/admin/v1/version");
        assertThat(description.<Map<String, Object>>path("components.schemas").keySet())
                .contains(
                        "Tenant",
                        "Product",
                        "Limit",
                        "Level",
                        "Key",
                        "Deployment",
                        "DeploymentState",
                        "Route",
                        "Order",
                        "Price",
                        "Catalog",
                        "Problem");
        assertThat(
                        description.<String>path(
                                "paths.'/admin/v1/tenants/{tenant}/keys'.post.responses.'201'.content.'application/json'.schema.$ref"))
                .isEqualTo("#/components/schemas/Key");
    }
}
