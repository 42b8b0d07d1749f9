package io.tollgate.quota;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls as an administrator makes them, and identifiers that no other test uses. */
public final class AdminApi {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private AdminApi() {}

    /** A request with the administrator's key. */
    public static RequestSpecification admin() {
        return given().header("api-key", Servers.ADMIN_KEY).basePath("/admin/v1");
    }

    /** A request with the administrator's key and a JSON body. */
    public static RequestSpecification admin(String json) {
        return admin().contentType(ContentType.JSON).body(json);
    }

    /** A request with the administrator's key and a YAML body. */
    public static RequestSpecification yaml(String yaml) {
        return admin().contentType("application/yaml").body(yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** An identifier that has not been used before. */
    public static String fresh(String prefix) {
        return prefix + "-" + NUMBER.incrementAndGet();
    }

    /** Makes a tenant and returns its id. */
    public static String tenant() {
        String id = fresh("tenant");
        admin("{\"name\":\"A tenant\",\"costCentre\":\"0815\"}")
                .put("/tenants/" + id)
                .then()
                .statusCode(201);
        return id;
    }

    /** Makes a key of the tenant and returns the answer. */
    public static Response key(String tenant) {
        return admin("{\"application\":\"web shop\"}").post("/tenants/" + tenant + "/keys");
    }

    /** A deployment's document without its id. */
    public static String deployment() {
        return """
                {"url":"http://127.0.0.1:9","api":"AZURE_CLASSIC","apiVersion":"2024-10-21","deployedModel":"gpt-4o",
                 "model":"gpt-4o","capacity":"ptu","region":"swedencentral","credential":"env:PTU_KEY"}""";
    }

    /** Makes a deployment and returns its id. */
    public static String deploymentMade() {
        String id = fresh("deployment");
        admin(deployment()).put("/deployments/" + id).then().statusCode(201);
        return id;
    }
}
