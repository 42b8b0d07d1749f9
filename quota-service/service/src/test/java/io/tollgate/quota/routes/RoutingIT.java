package io.tollgate.quota.routes;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.deploymentMade;
import static io.tollgate.quota.AdminApi.fresh;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.quota.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments, the routes over them, and prices. */
@QuarkusTest
@WithTestResource(Servers.class)
class RoutingIT {

    @Test
    void shouldRouteToDeploymentsThatExist() {
        String deployment = deploymentMade();
        String model = fresh("model");

        admin(route(deployment)).put("/routes/" + model).then().statusCode(201).body("maxOutputTokens", equalTo(16384));
        admin(route("nowhere"))
                .put("/routes/" + model)
                .then()
                .statusCode(400)
                .body("field", equalTo("routes"))
                .body("detail", containsString("'nowhere', which does not exist"));
        admin().get("/routes/" + model).then().body("tiers[0].deployments[0]", equalTo(deployment));
    }

    @Test
    void shouldKeepADeploymentThatARouteNames() {
        String deployment = deploymentMade();
        String model = fresh("model");
        admin(route(deployment)).put("/routes/" + model).then().statusCode(201);

        admin().delete("/deployments/" + deployment)
                .then()
                .statusCode(409)
                .body("detail", containsString("route '" + model + "'"));
        admin().delete("/routes/" + model).then().statusCode(204);
        admin().delete("/deployments/" + deployment).then().statusCode(204);
    }

    @Test
    void shouldRefuseANameThatLeadsTwoWays() {
        String deployment = deploymentMade();
        String model = fresh("model");
        admin(route(deployment)).put("/routes/" + model).then().statusCode(201);

        admin("{\"aliases\":[\"" + model + "\"],\"tiers\":[{\"deployments\":[\"" + deployment + "\"]}]}")
                .put("/routes/" + fresh("model"))
                .then()
                .statusCode(400)
                .body("detail", containsString("'" + model + "' twice"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                    | tiers",
                "{\"tiers\":[]}                                        | tiers",
                "{\"tiers\":[{}]}                                      | tiers[0].deployments",
                "{\"tiers\":[{\"deployments\":\"d\"}]}                 | tiers[0].deployments",
                "{\"operations\":[\"images\"],\"tiers\":[{\"deployments\":[\"d\"]}]} | operations[0]",
            })
    void shouldNameTheFaultInARoute(String body, String field) {
        admin(body).put("/routes/m").then().statusCode(400).body("field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9, not a url, url",
        "AZURE_CLASSIC, AZURE, api",
        "ptu, PTUS, capacity",
        "env:PTU_KEY, sk-1234, credential",
        "2024-10-21, a b, apiVersion",
    })
    void shouldNameTheFaultInADeployment(String right, String wrong, String field) {
        admin(deployment().replace(right, wrong))
                .put("/deployments/d")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void shouldKeepPricesExactly() {
        String id = fresh("price");

        admin(price(id, "2.50", "0.000000001"))
                .put("/prices/" + id)
                .then()
                .statusCode(201)
                .body("inputPerMillion", equalTo("2.50"))
                .body("cachedInputPerMillion", equalTo("2.50"))
                .body("outputPerMillion", equalTo("0.000000001"))
                .body("effectiveFrom", equalTo("1970-01-01T00:00:00Z"));
        admin(price(id, "2.5", "0.0000000001"))
                .put("/prices/" + id)
                .then()
                .statusCode(400)
                .body("field", equalTo("outputPerMillion"));
        admin().get("/prices?limit=500").then().body("items.findAll { it.id == '" + id + "' }", hasSize(1));
    }

    @Test
    void shouldRefuseTwoPricesForTheSameInstant() {
        String model = fresh("model");
        admin(price(model, "1", "1")).put("/prices/" + fresh("price")).then().statusCode(201);

        admin(price(model, "2", "2"))
                .put("/prices/" + fresh("price"))
                .then()
                .statusCode(400)
                .body("field", equalTo("effectiveFrom"));
    }

    private static String route(String deployment) {
        return "{\"operations\":[\"chat/completions\"],\"tiers\":[{\"deployments\":[\"" + deployment + "\"]}]}";
    }

    private static String price(String model, String input, String output) {
        return "{\"model\":\"" + model + "\",\"currency\":\"USD\",\"inputPerMillion\":\"" + input
                + "\",\"outputPerMillion\":\"" + output + "\"}";
    }
}
