package io.tollgate.quota.deployments;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.quota.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What deployments can take. */
@QuarkusTest
@WithTestResource(Servers.class)
class CapacityIT {

    @Test
    void shouldGiveBackWhatWasWritten() {
        String tenant = tenant();
        String id = fresh("deployment");
        String capacity = """
                {"tokensPerMinute":100000,"tokenBurst":5000,"requestsPerMinute":600,"requestBurst":50,
                 "weights":{"input":1,"cachedInput":0,"output":4.125},
                 "reserves":[{"priorityClass":"interactive","tokensPerMinute":30000,"headroomTokens":1000,
                              "headroomRequests":5,"lendable":true}],
                 "shares":[{"tenant":"%s","guaranteePerMinute":20000,"ceilingPerMinute":80000,"weight":2}]}""".formatted(tenant);

        put(id, capacity)
                .statusCode(201)
                .body("limits.tokenBurst", equalTo(5000))
                .body("limits.weights.cachedInput", equalTo(0))
                .body("limits.weights.output", equalTo(4.125f))
                .body("limits.reserves[0].lendable", equalTo(true))
                .body("limits.shares[0].weight", equalTo(2));
        var standing = admin().get("/deployments/" + id);
        assertThat(admin(standing.asString()).put("/deployments/" + id).header("ETag"))
                .isEqualTo(standing.header("ETag"));
    }

    @Test
    void shouldTakeTheBackendsHabitsWhereNothingIsSaid() {
        put(fresh("deployment"), "{\"tokensPerMinute\":60000,\"requestsPerMinute\":3}")
                .statusCode(201)
                .body("limits.tokenBurst", equalTo(10000))
                .body("limits.requestBurst", equalTo(1))
                .body("limits.weights.output", equalTo(1))
                .body("limits.reserves", hasSize(0))
                .body("limits.shares", hasSize(0));
        String payg = fresh("deployment");
        admin(with("{\"tokensPerMinute\":60000}").replace("\"ptu\"", "\"payg\""))
                .put("/deployments/" + payg)
                .then()
                .statusCode(201)
                .body("limits.tokenBurst", equalTo(60000))
                .body("limits.requestsPerMinute", nullValue());
        admin(with("{\"tokensPerMinute\":60000,\"shares\":[{\"tenant\":\"" + tenant()
                        + "\"}],\"reserves\":[{\"priorityClass\":\"interactive\"}]}"))
                .put("/deployments/" + payg)
                .then()
                .statusCode(200)
                .body("limits.shares[0].ceilingPerMinute", equalTo(60000))
                .body("limits.shares[0].weight", equalTo(1))
                .body("limits.reserves[0].lendable", equalTo(false));
        admin(deployment()).put("/deployments/" + payg).then().statusCode(200).body("limits", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                             | limits.tokensPerMinute     | is required",
                "{\"tokensPerMinute\":0}                                        | limits.tokensPerMinute     | must be 1 to",
                "{\"tokensPerMinute\":1,\"requestBurst\":1}                     | limits.requestBurst        | goes with",
                "{\"tokensPerMinute\":1,\"weights\":{\"output\":0.0001}}        | limits.weights.output      | at most 3 decimals",
                "{\"tokensPerMinute\":1,\"weights\":{\"output\":-1}}            | limits.weights.output      | must be 0 to",
                "{\"tokensPerMinute\":1,\"weights\":{\"output\":[]}}            | limits.weights.output      | a number",
                "{\"tokensPerMinute\":1,\"weights\":{\"output\":99999999999}}   | limits.weights.output      | must be 0 to 1000",
                "{\"tokensPerMinute\":1,\"reserves\":[{}]}                      | limits.reserves[0].priorityClass | is required",
                "{\"tokensPerMinute\":1,\"reserves\":[{\"priorityClass\":\"urgent\"}]} | limits.reserves  | name priority class 'urgent'",
                "{\"tokensPerMinute\":1,\"reserves\":[{\"priorityClass\":\"batch\",\"tokensPerMinute\":2}]} | limits.reserves | reserve more",
                "{\"tokensPerMinute\":1,\"shares\":[{\"tenant\":\"nobody\"}]}   | limits.shares              | 'nobody', which does not exist",
                "{\"tokensPerMinute\":1,\"shares\":[{\"tenant\":\"t\",\"weight\":0}]} | limits.shares[0].weight | must be 1 to 1000",
            })
    void shouldNameTheFieldAtFault(String capacity, String field, String rule) {
        put(fresh("deployment"), capacity)
                .statusCode(400)
                .body("field", equalTo(field))
                .body("detail", containsString(rule));
    }

    @Test
    void shouldKeepAPriorityClassThatADeploymentReservesFor() {
        String id = fresh("deployment");
        put(id, "{\"tokensPerMinute\":1,\"reserves\":[{\"priorityClass\":\"interactive\"}]}")
                .statusCode(201);

        admin("[{\"name\":\"only\"}]")
                .put("/priority-classes")
                .then()
                .statusCode(400)
                .body("detail", containsString("name priority class 'interactive'"));
        admin().delete("/deployments/" + id).then().statusCode(204);
    }

    private static ValidatableResponse put(String id, String capacity) {
        return admin(with(capacity)).put("/deployments/" + id).then();
    }

    private static String with(String capacity) {
        return deployment().replaceFirst("}$", ",\"limits\":" + capacity + "}");
    }
}
