package io.tollgate.quota.deployments;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.quota.Servers;
import io.tollgate.quota.store.CatalogStore;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How deployments are called. */
@QuarkusTest
@WithTestResource(Servers.class)
class HandlingIT {

    @Inject
    CatalogStore store;

    @Test
    void shouldGiveBackWhatWasWritten() {
        String id = fresh("deployment");

        put(id, """
                "parameters":{"temperature":0.2,"seed":7,"service_tier":"flex","logprobs":false},
                "connection":{"mostConnections":50,"http2":true,"trust":"file:/etc/tollgate/trust.pem",
                              "certificate":{"chain":"file:/etc/tollgate/node.pem","key":"file:/etc/tollgate/node.key"},
                              "proxy":"http://127.0.0.1:3128"},
                "breaker":{"consecutiveFailures":3,"failurePercent":25,"leastCalls":10,"windowSeconds":30,"openMillis":5000,
                           "mostRetryAfterMillis":30000},
                "onCancel":"stops","probeSeconds":300""")
                .statusCode(201)
                .body("parameters.temperature", equalTo(0.2f))
                .body("parameters.logprobs", equalTo(false))
                .body("connection.mostConnections", equalTo(50))
                .body("connection.certificate.key", equalTo("file:/etc/tollgate/node.key"))
                .body("connection.proxy", equalTo("http://127.0.0.1:3128"))
                .body("breaker.openMillis", equalTo(5000))
                .body("probeSeconds", equalTo(300))
                .body("onCancel", equalTo("stops"));
        var standing = admin().get("/deployments/" + id);
        assertThat(admin(standing.asString()).put("/deployments/" + id).header("ETag"))
                .isEqualTo(standing.header("ETag"));
    }

    @Test
    void shouldBeCalledAsUsualWhereNothingIsSaid() {
        String id = fresh("deployment");

        put(id, "\"connection\":{},\"parameters\":{}")
                .statusCode(201)
                .body("parameters", nullValue())
                .body("connection", nullValue())
                .body("probeSeconds", nullValue())
                .body("onCancel", nullValue())
                .body("breaker.consecutiveFailures", equalTo(5))
                .body("breaker.mostRetryAfterMillis", equalTo(60000));
        assertThat(handling(id)).isEqualTo(Handling.DEFAULT);
        put(id, "\"breaker\":{\"openMillis\":100},\"connection\":{\"http2\":true}")
                .statusCode(200)
                .body("breaker.openMillis", equalTo(100))
                .body("breaker.leastCalls", equalTo(20))
                .body("connection.http2", equalTo(true))
                .body("connection.mostConnections", nullValue());
    }

    @Test
    void shouldMeanTheSameInYamlAsInJson() {
        String id = fresh("deployment");
        String document = """
                deployments:
                  - {id: %s, url: "http://127.0.0.1:9", api: OPENAI, deployedModel: m, model: m, capacity: payg,
                     region: r, credential: "env:K", parameters: {temperature: 0.20, seed: 7, service_tier: flex, user_tag: "1.5",
                     large: 5000000000, larger: 20000000.0}}
                routes: []
                """.formatted(id);

        yaml(document).put("/catalog").then().statusCode(200).body("deployments.created[0]", equalTo(id));

        assertThat(handling(id).parameters())
                .isEqualTo(Map.of(
                        "temperature",
                        0.2,
                        "seed",
                        7,
                        "service_tier",
                        "flex",
                        "user_tag",
                        "1.5",
                        "large",
                        5_000_000_000L,
                        "larger",
                        20_000_000));
        yaml(document).put("/catalog").then().statusCode(200).body("changed", equalTo(false));
        String exported = admin().accept("application/yaml").get("/catalog").asString();
        yaml(exported).put("/catalog").then().statusCode(200).body("changed", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entra:managed-identity",
                "entra:managed-identity:11111111-2222-3333-4444-555555555555",
                "entra:workload-identity",
                "file:/run/secrets/key"
            })
    void shouldTakeEveryFormOfCredential(String credential) {
        admin(deployment().replace("env:PTU_KEY", credential))
                .put("/deployments/" + fresh("deployment"))
                .then()
                .statusCode(201)
                .body("credential", equalTo(credential));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"parameters\":{\"model\":\"gpt-5\"}                 | parameters.model           | is the caller's to say",
                "\"parameters\":{\"a\":null}                          | parameters.a               | is required",
                "\"parameters\":{\"a\":[1]}                           | parameters.a               | a number or a boolean",
                "\"parameters\":{\"a\":{\"b\":1}}                     | parameters.a               | a number or a boolean",
                "\"parameters\":{\"a\":1e999}                         | parameters.a               | a number or a boolean",
                "\"parameters\":{\"a b\":1}                           | parameters                 | which is no field's name",
                "\"parameters\":[]                                    | parameters                 | must be an object",
                "\"connection\":{\"mostConnections\":-1}              | connection.mostConnections | must be 0 to",
                "\"connection\":{\"trust\":\"trust.pem\"}             | connection.trust           | 'file:/path'",
                "\"connection\":{\"certificate\":{}}                  | connection.certificate.chain | 'file:/path'",
                "\"connection\":{\"certificate\":{\"chain\":\"file:/c\"}} | connection.certificate.key | 'file:/path'",
                "\"connection\":{\"proxy\":\"https://127.0.0.1:1\"}   | connection.proxy           | must be http://host:port",
                "\"connection\":{\"proxy\":\"http://a b\"}            | connection.proxy           | must be http://host:port",
                "\"connection\":{\"proxy\":\"http://u:p@127.0.0.1:1\"} | connection.proxy          | without credentials",
                "\"connection\":{\"http3\":true}                      | connection.http3           | is not known",
                "\"breaker\":{\"openMillis\":1}                       | breaker.openMillis         | must be 100 to",
                "\"breaker\":{\"leastCalls\":1.5}                     | breaker.leastCalls         | a whole number",
                "\"probeSeconds\":-1                                  | probeSeconds               | must be 0 to",
                "\"onCancel\":\"perhaps\"                            | onCancel                   | must be one of stops, continues, unknown",
                "\"handling\":{}                                      | handling                   | is not known",
            })
    void shouldNameTheFieldAtFault(String more, String field, String rule) {
        put(fresh("deployment"), more)
                .statusCode(400)
                .body("field", equalTo(field))
                .body("detail", containsString(rule));
    }

    private Handling handling(String id) {
        return store.read(tx -> tx.deployments().find(id).orElseThrow().value().handling());
    }

    private static ValidatableResponse put(String id, String more) {
        return admin(deployment().replaceFirst("}$", "," + more + "}"))
                .put("/deployments/" + id)
                .then();
    }
}
