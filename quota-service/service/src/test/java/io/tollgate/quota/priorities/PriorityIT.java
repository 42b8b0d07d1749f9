package io.tollgate.quota.priorities;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deploymentMade;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.tenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.quota.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Servers.class)
class PriorityIT {

    private static final String USUAL = "[{\"name\":\"interactive\",\"aliases\":[\"high\"]},"
            + "{\"name\":\"standard\",\"aliases\":[\"normal\"]},{\"name\":\"batch\",\"aliases\":[\"low\"]}";

    @AfterEach
    void bringBackTheUsualClasses() {
        put("[]").statusCode(200);
    }

    @Test
    void shouldHaveTheUsualClassesUntilToldOtherwise() {
        admin().get("/priority-classes")
                .then()
                .statusCode(200)
                .body("name", contains("interactive", "standard", "batch"))
                .body("[0].aliases", contains("high"))
                .body("[0].maxWaitMillis", equalTo(0));
    }

    @Test
    void shouldKeepTheClassesInOrder() {
        put(USUAL + ",{\"name\":\"idle\",\"maxWaitMillis\":5000}]")
                .statusCode(200)
                .body("name", contains("interactive", "standard", "batch", "idle"))
                .body("[3].maxWaitMillis", equalTo(5000));
        var standing = admin().get("/priority-classes");
        admin("[]").header("If-Match", "\"1\"").put("/priority-classes").then().statusCode(412);
        admin().header("If-None-Match", standing.header("ETag"))
                .get("/priority-classes")
                .then()
                .statusCode(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"name\":\"a b\"}]                            | priorityClasses[0].name",
                "[{\"name\":\"a\",\"maxWaitMillis\":60001}]      | priorityClasses[0].maxWaitMillis",
                "[{\"name\":\"a\",\"aliases\":[null]}]           | priorityClasses[0].aliases[0]",
                "[{\"name\":\"a\"},{\"name\":\"A\"}]             | priorityClasses",
                "null                                          | body",
            })
    void shouldNameTheFieldAtFault(String classes, String field) {
        put(classes).statusCode(400).body("field", equalTo(field));
    }

    @Test
    void shouldKnowThePriorityOfTenantsKeysAndRoutes() {
        String tenant = tenant();
        admin(of("batch")).put("/tenants/" + tenant).then().statusCode(200).body("priority", equalTo("batch"));
        String key = admin("{\"application\":\"a\",\"priority\":\"standard\"}")
                .post("/tenants/" + tenant + "/keys")
                .then()
                .statusCode(201)
                .body("priority", equalTo("standard"))
                .extract()
                .path("id");
        String keyUrl = "/tenants/" + tenant + "/keys/" + key;
        admin("{\"priority\":\"interactive\"}")
                .put(keyUrl + "/priority")
                .then()
                .statusCode(200)
                .body("priority", equalTo("interactive"));
        admin("{}").put(keyUrl + "/priority").then().statusCode(200).body("priority", nullValue());
        admin("null").put(keyUrl + "/priority").then().statusCode(400);
        admin("{\"priority\":\"batch\",\"tiers\":[{\"deployments\":[\"" + deploymentMade() + "\"]}]}")
                .put("/routes/" + fresh("model"))
                .then()
                .statusCode(201)
                .body("priority", equalTo("batch"));
    }

    @Test
    void shouldRefuseAClassThatDoesNotExist() {
        String tenant = tenant();
        admin(of("urgent"))
                .put("/tenants/" + tenant)
                .then()
                .statusCode(400)
                .body("field", equalTo("priority"))
                .body("detail", containsString("there are interactive, standard, batch"));
        admin("{\"application\":\"a\",\"priority\":\"urgent\"}")
                .post("/tenants/" + tenant + "/keys")
                .then()
                .statusCode(400)
                .body("field", equalTo("priority"));
        admin("{\"priority\":\"urgent\",\"tiers\":[{\"deployments\":[\"" + deploymentMade() + "\"]}]}")
                .put("/routes/" + fresh("model"))
                .then()
                .statusCode(400)
                .body("field", equalTo("priority"));
    }

    @Test
    void shouldKeepAClassThatSomebodyNames() {
        put(USUAL + ",{\"name\":\"idle\"}]").statusCode(200);
        String tenant = tenant();
        admin(of("idle")).put("/tenants/" + tenant).then().statusCode(200);

        put(USUAL + "]")
                .statusCode(400)
                .body("field", equalTo("priorityClasses"))
                .body("detail", containsString("must keep 'idle', which a tenant names"));
        admin(of("batch")).put("/tenants/" + tenant).then().statusCode(200);
    }

    @Test
    void shouldSayWhatADocumentChangesOfThem() {
        admin("{\"priorityClasses\":" + USUAL + ",{\"name\":\"idle\"}]}")
                .put("/catalog")
                .then()
                .statusCode(200)
                .body("priorityClasses.created", contains("idle"))
                .body("priorityClasses.unchanged", equalTo(3));
        admin("{\"priorityClasses\":[{\"name\":\"idle\",\"aliases\":[\"lazy\"],\"maxWaitMillis\":1},"
                        + USUAL.substring(1) + "]}")
                .put("/catalog?dryRun=true")
                .then()
                .statusCode(200)
                .body("changed", equalTo(true))
                .body("priorityClasses.updated.id", contains("idle", "interactive", "standard", "batch"))
                .body("priorityClasses.updated[0].fields", contains("aliases", "maxWaitMillis", "position"))
                .body("priorityClasses.updated[1].fields", contains("position"));
        admin("{\"priorityClasses\":[]}")
                .put("/catalog")
                .then()
                .statusCode(200)
                .body("priorityClasses.deleted", contains("idle"));
        admin("{\"priorityClasses\":[]}").put("/catalog").then().statusCode(200).body("changed", equalTo(false));
    }

    private static ValidatableResponse put(String classes) {
        return admin(classes).put("/priority-classes").then();
    }

    private static String of(String priority) {
        return "{\"name\":\"n\",\"costCentre\":\"c\",\"priority\":\"" + priority + "\"}";
    }
}
