package io.tollgate.quota.deployments;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.yaml;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.quota.Servers;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends that only this machine or its network can reach are no backends, but for the loopback addresses that tests allow. */
@QuarkusTest
@WithTestResource(Servers.class)
class BackendAddressIT {

    private static final String METADATA = "http://169.254.169.254/latest/meta-data";

    static Stream<Arguments> waysToWrite() {
        return Stream.of(
                way("url", (id, text) -> admin(text).put("/deployments/" + id)),
                way("url", (id, text) -> admin(withId(id, text)).post("/deployments")),
                way("deployments[1].url", (id, text) -> admin(catalog(id, text)).put("/catalog")),
                way("deployments[1].url", (id, text) -> yaml(catalog(id, text)).put("/catalog")),
                way("deployments[1].url", (id, text) -> yaml(catalog(id, text)).put("/catalog?dryRun=true")));
    }

    @ParameterizedTest
    @MethodSource("waysToWrite")
    void shouldBeRefusedHoweverItIsWritten(String field, BiFunction<String, String, Response> write) {
        String id = fresh("deployment");

        write.apply(id, withUrl(METADATA))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field))
                .body(
                        "detail",
                        equalTo("'" + field + "' leads to 169.254.169.254, which is not a public address;"
                                + " TOLLGATE_BACKENDS_ALLOWED can allow it"));
        admin().get("/deployments/" + id).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.1.2.3:8080",
                "https://192.168.0.1",
                "http://0.0.0.0",
                "http://[::]:80",
                "http://[fd00:ec2::254]",
                "http://[fe80::1%25eth0]",
                "http://[::ffff:169.254.169.254]",
                "http://[::ffff:a00:1]",
                "http://[64:ff9b::a9fe:a9fe]",
                "http://0177.0.0.1",
                "http://127.0.0.01",
            })
    void shouldBeRefusedInEveryNotation(String url) {
        admin(withUrl(url))
                .put("/deployments/" + fresh("deployment"))
                .then()
                .statusCode(400)
                .body("field", equalTo("url"));
    }

    @Test
    void shouldBeRefusedAsAProxyToo() {
        String proxied = deployment().replaceFirst("}$", ",\"connection\":{\"proxy\":\"http://10.0.0.1:3128\"}}");

        admin(proxied)
                .put("/deployments/" + fresh("deployment"))
                .then()
                .statusCode(400)
                .body("field", equalTo("connection.proxy"))
                .body("detail", containsString("leads to 10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9",
                "http://[::1]:9",
                "http://[::ffff:127.0.0.1]:9",
                "http://localhost:9",
                "https://203.0.113.7",
                "https://[2a01:111::1]",
                "https://no-such-host.invalid",
            })
    void shouldTakeWhatIsPublicOrAllowedOrUnknownHere(String url) {
        String id = fresh("deployment");

        admin(withUrl(url)).put("/deployments/" + id).then().statusCode(201).body("url", equalTo(url));
        admin().delete("/deployments/" + id).then().statusCode(204);
    }

    private static Arguments way(String field, BiFunction<String, String, Response> write) {
        return Arguments.of(field, write);
    }

    private static String withUrl(String url) {
        return deployment().replace("http://127.0.0.1:9", url);
    }

    private static String withId(String id, String document) {
        return document.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    /** JSON is YAML. */
    private static String catalog(String id, String document) {
        return "{\"routes\":[],\"deployments\":[" + withId(fresh("deployment"), deployment()) + ","
                + withId(id, document) + "]}";
    }
}
