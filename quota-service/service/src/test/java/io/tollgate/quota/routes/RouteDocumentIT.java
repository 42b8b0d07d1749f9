package io.tollgate.quota.routes;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deploymentMade;
import static io.tollgate.quota.AdminApi.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.quota.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How routes choose, try and fall back. */
@QuarkusTest
@WithTestResource(Servers.class)
class RouteDocumentIT {

    private String first;
    private String second;

    @BeforeEach
    void makeDeployments() {
        first = deploymentMade();
        second = deploymentMade();
    }

    @Test
    void shouldGiveBackWhatWasWritten() {
        String longer = fresh("model");
        put(longer, "").statusCode(201);
        String model = fresh("model");

        admin("""
                {"tiers":[{"deployments":["%1$s"],"strategy":"utilisation"},
                          {"deployments":["%2$s"],"strategy":"WEIGHTED","weights":{"%2$s":3},"priorityClasses":["interactive"]}],
                 "attempts":{"mostAttempts":3,"retryPercent":10,
                             "deadlines":{"connectMillis":500,"firstTokenMillis":10000,"perThousandPromptTokensMillis":200,
                                          "perOutputTokenMillis":40,"idleMillis":15000,"totalMillis":90000},
                             "hedging":{"mostPercent":5,"leastDelayMillis":250}},
                 "fallbacks":{"contextWindow":"%3$s","contentPolicy":"%3$s"}}""".formatted(first, second, longer))
                .put("/routes/" + model)
                .then()
                .statusCode(201)
                .body("tiers[0].strategy", equalTo("utilisation"))
                .body("tiers[0].weights", nullValue())
                .body("tiers[1].strategy", equalTo("weighted"))
                .body("tiers[1].weights.'" + second + "'", equalTo(3))
                .body("tiers[1].priorityClasses[0]", equalTo("interactive"))
                .body("attempts.mostAttempts", equalTo(3))
                .body("attempts.deadlines.idleMillis", equalTo(15000))
                .body("attempts.hedging.leastDelayMillis", equalTo(250))
                .body("fallbacks.contentPolicy", equalTo(longer));
        var standing = admin().get("/routes/" + model);
        assertThat(admin(standing.asString()).put("/routes/" + model).header("ETag"))
                .isEqualTo(standing.header("ETag"));
    }

    @Test
    void shouldBeTriedAsUsualWhereNothingIsSaid() {
        put(fresh("model"), "")
                .statusCode(201)
                .body("tiers[0].strategy", equalTo("round-robin"))
                .body("attempts.mostAttempts", equalTo(6))
                .body("attempts.retryPercent", equalTo(50))
                .body("attempts.deadlines.connectMillis", equalTo(2000))
                .body("attempts.deadlines.totalMillis", equalTo(600000))
                .body("attempts.hedging", nullValue())
                .body("attempts.leaving", nullValue())
                .body("fallbacks", nullValue());
        put(fresh("model"), ",\"attempts\":{\"deadlines\":{\"idleMillis\":1}},\"fallbacks\":{}")
                .statusCode(201)
                .body("attempts.mostAttempts", equalTo(6))
                .body("attempts.deadlines.idleMillis", equalTo(1))
                .body("attempts.deadlines.connectMillis", equalTo(2000))
                .body("fallbacks", nullValue());
    }

    @Test
    void shouldSayWhatBecomesOfCallsWhoseCallersHaveLeft() {
        String model = fresh("model");

        put(model, ",\"attempts\":{\"leaving\":{\"streams\":\"drain\",\"maxDrains\":16}}")
                .statusCode(201)
                .body("attempts.leaving.streams", equalTo("drain"))
                .body("attempts.leaving.maxDrains", equalTo(16))
                .body("attempts.leaving.maxDrainMillis", equalTo(60000))
                .body("attempts.leaving.samplePercent", equalTo(1));
        var standing = admin().get("/routes/" + model);
        assertThat(admin(standing.asString()).put("/routes/" + model).header("ETag"))
                .isEqualTo(standing.header("ETag"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tiers\":[{\"deployments\":[\"d\"],\"strategy\":\"fastest\"}]}            | tiers[0].strategy        | must be one of round-robin, weighted",
                "{\"tiers\":[{\"deployments\":[\"d\"],\"weights\":{\"e\":1}}]}               | tiers[0].weights         | 'e', which is not one",
                "{\"tiers\":[{\"deployments\":[\"d\"],\"weights\":{\"d\":0}}]}               | tiers[0].weights.d       | must be 1 to 1000",
                "{\"tiers\":[{\"deployments\":[\"d\"],\"weights\":{\"d\":null}}]}            | tiers[0].weights.d       | must not be null",
                "{\"tiers\":[{\"deployments\":[\"d\"],\"weights\":{\"d\":1.5}}]}             | tiers[0].weights.d       | a whole number",
                "{\"tiers\":[{\"deployments\":[\"d\"],\"priorityClasses\":[\"a b\"]}]}       | tiers[0].priorityClasses | must be 1 to 63",
                "{\"tiers\":[{\"deployments\":[\"d\"],\"weight\":{}}]}                       | tiers[0].weight          | is not known",
                "{\"tiers\":[{\"deployments\":[\"d\"]}],\"order\":{}}                        | order                    | is not known",
                "{\"tiers\":[{\"deployments\":[\"d\"]}],\"attempts\":{\"mostAttempts\":0}}   | attempts.mostAttempts    | must be 1 to 20",
                "{\"tiers\":[{\"deployments\":[\"d\"]}],\"attempts\":{\"retryPercent\":101}} | attempts.retryPercent    | must be 0 to 100",
                "{\"tiers\":[{\"deployments\":[\"d\"]}],\"attempts\":{\"deadlines\":{\"idleMillis\":0}}} | attempts.deadlines.idleMillis | must be 1 to",
                "{\"tiers\":[{\"deployments\":[\"d\"]}],\"attempts\":{\"hedging\":{}}}       | attempts.hedging.mostPercent | is required",
                "{\"tiers\":[{\"deployments\":[\"d\"]}],\"attempts\":{\"hedging\":{\"mostPercent\":5}}} | attempts.hedging.leastDelayMillis | is required",
                "{\"tiers\":[{\"deployments\":[\"d\"]}],\"attempts\":{\"leaving\":{\"streams\":\"no\"}}}   | attempts.leaving.streams | must be one of cancel, drain",
                "{\"tiers\":[{\"deployments\":[\"d\"]}],\"attempts\":{\"leaving\":{\"maxDrains\":-1}}}  | attempts.leaving.maxDrains | must be 0 to",
                "{\"tiers\":[{\"deployments\":[\"d\"]}],\"fallbacks\":{\"contextWindow\":\"\"}} | fallbacks.contextWindow | must be 1 to 63",
            })
    void shouldNameTheFieldAtFault(String body, String field, String rule) {
        admin(body)
                .put("/routes/m")
                .then()
                .statusCode(400)
                .body("field", equalTo(field))
                .body("detail", containsString(rule));
    }

    @Test
    void shouldFallBackToRoutesThatExist() {
        String model = fresh("model");

        put(model, ",\"fallbacks\":{\"contextWindow\":\"nowhere\"}")
                .statusCode(400)
                .body("detail", containsString("falls back to 'nowhere', which is no other route"));
        put(model, ",\"fallbacks\":{\"contextWindow\":\"" + model + "\"}").statusCode(400);
    }

    @Test
    void shouldKeepARouteThatAnotherFallsBackTo() {
        String longer = fresh("model");
        put(longer, ",\"aliases\":[\"" + longer + "-alias\"]").statusCode(201);
        String model = fresh("model");
        put(model, ",\"fallbacks\":{\"contextWindow\":\"" + longer + "-alias\"}")
                .statusCode(201);

        admin().delete("/routes/" + longer)
                .then()
                .statusCode(409)
                .body("detail", containsString("route '" + model + "' falls back to '" + longer + "-alias'"));
        put(model, "").statusCode(200);
        admin().delete("/routes/" + longer).then().statusCode(204);
        admin().delete("/routes/" + longer).then().statusCode(404);
    }

    @Test
    void shouldKnowThePriorityClassesOfATier() {
        String model = fresh("model");
        String body = "{\"tiers\":[{\"deployments\":[\"" + first + "\"],\"priorityClasses\":[\"%s\"]}]}";

        admin(body.formatted("urgent"))
                .put("/routes/" + model)
                .then()
                .statusCode(400)
                .body("field", equalTo("tiers.priorityClasses"))
                .body("detail", containsString("name priority class 'urgent'; there are interactive"));
        admin("[{\"name\":\"interactive\"},{\"name\":\"standard\"},{\"name\":\"batch\"},{\"name\":\"night\"}]")
                .put("/priority-classes")
                .then()
                .statusCode(200);
        try {
            admin(body.formatted("night")).put("/routes/" + model).then().statusCode(201);
            admin("[]")
                    .put("/priority-classes")
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("of route '" + model + "' name priority class 'night'"));
        } finally {
            admin().delete("/routes/" + model).then().statusCode(204);
            admin("[]").put("/priority-classes").then().statusCode(200);
        }
    }

    private ValidatableResponse put(String model, String more) {
        return admin("{\"tiers\":[{\"deployments\":[\"" + first + "\",\"" + second + "\"]}]" + more + "}")
                .put("/routes/" + model)
                .then();
    }
}
