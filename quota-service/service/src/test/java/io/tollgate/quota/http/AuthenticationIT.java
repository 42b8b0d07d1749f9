package io.tollgate.quota.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.quota.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Servers.class)
class AuthenticationIT {

    @ParameterizedTest
    @CsvSource({"Authorization, 'Bearer '", "authorization, 'bearer '", "api-key, ''"})
    void shouldTakeTheKeyInEitherHeader(String header, String prefix) {
        given().header(header, prefix + Servers.ADMIN_KEY)
                .get("/admin/v1/version")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"Authorization, Bearer wrong", "Authorization, Basic x", "api-key, wrong", "x-other, y", "api-key, ''"})
    void shouldRefuseEverybodyElse(String header, String value) {
        given().header(header, value)
                .get("/admin/v1/version")
                .then()
                .statusCode(401)
                .contentType(Problem.MEDIA_TYPE)
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("type", equalTo("urn:tollgate:problem:unauthorized"))
                .body("status", equalTo(401))
                .body(not(containsString(Servers.ADMIN_KEY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/v1/tenants",
                "/admin/v1/nothing",
                "/admin/v1/tenants/",
                "//admin/v1/tenants",
                "/%61dmin/v1/tenants",
                "/admin/../admin/v1/tenants",
                "/nothing"
            })
    void shouldTellStrangersNothing(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(401);
    }

    @Test
    void shouldRefuseAStrangersWriteBeforeReadingIt() {
        given().contentType("application/json")
                .body("not even json")
                .put("/admin/v1/catalog")
                .then()
                .statusCode(401);
    }
}
