package io.tollgate.quota.http;

import static io.restassured.RestAssured.given;
import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.tenant;
import static io.tollgate.quota.AdminApi.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.tollgate.quota.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, the answer is a problem that names the field. */
@QuarkusTest
@WithTestResource(Servers.class)
class ProblemIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // body | field | part of the detail
                "{\"costCentre\":\"c\"}                                   | name                 | is required",
                "{\"name\":\"n\",\"costCenter\":\"c\"}                    | costCenter           | known are",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"enabled\":\"yes\"}| enabled              | true or false",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"enabled\":1}      | enabled              | true or false",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"models\":\"m\"}   | models               | a list",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"models\":[null]}  | models[0]            | must not be null",
                "{\"name\":{},\"costCentre\":\"c\"}                       | name                 | a text",
                "{\"name\":\"n\",\"name\":\"m\",\"costCentre\":\"c\"}     | body                 | goes wrong at line 1",
                "{\"name\":\"n\"                                          | body                 | breaks off",
                "[]                                                       | body                 | an object",
                "{\"id\":\"other\",\"name\":\"n\",\"costCentre\":\"c\"}   | id                   | in the URL",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"limits\":[{}]}    | limits[0].kind  | is required",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"limits\":[{\"kind\":\"tpm\",\"perMinute\":1}]} | limits[0].kind | must be one of tokens-per-minute, requests-per-minute",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"limits\":[{\"kind\":\"tokens-per-minute\",\"perMinute\":0}]} | limits[0].perMinute | must be 1 to",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"limits\":[{\"kind\":\"tokens-per-minute\",\"perMinute\":1.5}]} | limits[0].perMinute | a whole number",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"limits\":[{\"kind\":\"tokens-per-minute\",\"perMinute\":\"1\"}]} | limits[0].perMinute | a whole number",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"limits\":[{\"kind\":\"tokens-per-minute\",\"perMinute\":1,\"bust\":2}]} | limits[0].bust | known are amount, burst",
                "{\"name\":\"n\",\"costCentre\":\"c\",\"limits\":[{\"kind\":\"tokens-per-minute\",\"perMinute\":1},{\"kind\":\"TOKENS_PER_MINUTE\",\"perMinute\":2}]} | limits | more than one",
            })
    void shouldNameTheFieldAtFault(String body, String field, String detail) {
        isProblem(admin(body).put("/tenants/" + fresh("fault")).then(), 400)
                .body("field", equalTo(field))
                .body("detail", containsString(detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // path | body, ~ for what cannot be stored | field
                "tenants/x     | {^name^:^a~b^,^costCentre^:^c^}                                       | name",
                "tenants/x     | {^name^:^n^,^costCentre^:^~^}                                         | costCentre",
                "tenants/x     | {^id^:^x~^,^name^:^n^,^costCentre^:^c^}                               | id",
                "tenants/x     | {^name^:^n^,^costCentre^:^c^,^models^:[^a^,^~^]}                      | models[1]",
                "tenants/x     | {^name^:^n^,^costCentre^:^c^,^limits^:[{^kind^:^~^,^perMinute^:1}]}   | limits[0].kind",
                "deployments/x | {^region^:^~^}                                                        | region",
                "deployments/x | {^parameters^:{^seed^:1,^service_tier^:^f~^}}                         | parameters.service_tier",
                "deployments/x | {^connection^:{^trust^:^file:/~^}}                                    | connection.trust",
                "catalog       | {^tenants^:[{^id^:^x^,^name^:^~^}]}                                   | tenants[0].name",
                "prices/x      | {^currency^:^~^}                                                      | currency",
                "products/x    | {^name^:^~^}                                                          | name",
                "budgets/x     | {^currency^:^~^}                                                      | currency",
                "routes/x      | {^tiers^:[{^deployments^:[^~^]}]}                                     | tiers[0].deployments[0]",
            })
    void shouldRefuseTextThatCannotBeStored(String path, String template, String field) {
        for (String character : List.of("\\u0000", "\\ud800", "\\udc00x")) {
            String body = template.replace('^', '"').replace("~", character);

            isProblem(admin(body).put("/" + path).then(), 400)
                    .body("field", equalTo(field))
                    .body("detail", containsString("NUL"));
        }
    }

    @Test
    void shouldRefuseTextThatCannotBeStoredInYamlAndInWhatIsPosted() {
        isProblem(yaml("tenants: [{id: x, name: \"a\\0b\"}]").put("/catalog").then(), 400)
                .body("field", equalTo("tenants[0].name"));
        isProblem(
                        admin("{\"application\":\"a\\u0000\"}")
                                .post("/tenants/" + tenant() + "/keys")
                                .then(),
                        400)
                .body("field", equalTo("application"));
        isProblem(admin("{\"tenant\":\"a\\u0000\"}").post("/explain").then(), 400)
                .body("field", equalTo("tenant"));
    }

    @Test
    void shouldKeepEveryOtherCharacter() {
        String id = fresh("characters");
        String name = "Zoë 日本 \ud83d\ude00";

        admin("{\"name\":\"" + name + "\",\"costCentre\":\"c\"}")
                .put("/tenants/" + id)
                .then()
                .statusCode(201);

        admin().get("/tenants/" + id).then().body("name", equalTo(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tenants/a%00b",
                "/tenants?after=%00",
                "/tenants/a%00b/keys",
                "/deployments/%00/state",
                "/routes/%00/order",
                "/budgets/%00"
            })
    void shouldRefuseAUrlThatNamesNul(String url) {
        isProblem(admin().urlEncodingEnabled(false).get(url).then(), 400).body("field", equalTo("url"));
        given().urlEncodingEnabled(false).basePath("/admin/v1").get(url).then().statusCode(401);
    }

    @Test
    void shouldWantABody() {
        isProblem(admin().contentType("application/json").put("/tenants/x").then(), 400)
                .body("field", equalTo("body"));
    }

    @Test
    void shouldRefuseAnIdentifierThatCannotBeOne() {
        isProblem(
                        admin("{\"name\":\"n\",\"costCentre\":\"c\"}")
                                .put("/tenants/-x")
                                .then(),
                        400)
                .body("field", equalTo("id"));
    }

    @Test
    void shouldAnswerWhatDoesNotExistWithItsName() {
        isProblem(admin().get("/tenants/nobody").then(), 404).body("detail", equalTo("tenant 'nobody' does not exist"));
        isProblem(admin().delete("/routes/nothing").then(), 404)
                .body("detail", equalTo("route 'nothing' does not exist"));
    }

    @Test
    void shouldAnswerUnknownPathsMethodsAndMediaTypesAsProblems() {
        isProblem(admin().get("/nothing").then(), 404);
        isProblem(admin().delete("/tenants").then(), 405);
        isProblem(admin().contentType("text/plain").body("x").put("/tenants/x").then(), 415);
        isProblem(
                admin().contentType("application/x-www-form-urlencoded")
                        .body("x")
                        .put("/catalog")
                        .then(),
                415);
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=501, limit", "limit=many, limit", "limit=-1, limit"})
    void shouldRefuseAPageSizeThatIsNone(String query, String field) {
        isProblem(admin().get("/tenants?" + query).then(), 400).body("field", equalTo(field));
    }

    @Test
    void shouldRefuseAnUnknownWaitBeforeAnythingIsWritten() {
        String id = tenant();

        isProblem(admin().delete("/tenants/" + id + "?wait=forever").then(), 400)
                .body("field", equalTo("wait"));
        admin().get("/tenants/" + id).then().statusCode(200);
    }

    @Test
    void shouldRefuseADocumentThatIsTooLarge() {
        isProblem(yaml("# " + "x".repeat(9 * 1024 * 1024)).put("/catalog").then(), 413)
                .body("detail", containsString("8388608"));
    }

    @Test
    void shouldRefuseWhatIsFarTooLargeBeforeReadingIt() throws IOException {
        String head = "PUT /admin/v1/catalog HTTP/1.1\r\nHost: localhost\r\nContent-Length: 17000000\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .contains(Problem.MEDIA_TYPE, "urn:tollgate:problem:too-large");
        }
    }

    private static ValidatableResponse isProblem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(status))
                .body(not(containsString("Exception")))
                .body(not(containsString("io.tollgate")));
    }
}
