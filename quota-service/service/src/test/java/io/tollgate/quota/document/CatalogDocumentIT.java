package io.tollgate.quota.document;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.quota.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Servers.class)
class CatalogDocumentIT {

    private static final String YAML = "application/yaml";

    @Test
    void shouldMakeTheCatalogEqualToTheDocument() {
        apply(document("a", "b")).body("changed", equalTo(true));

        apply(document("b", "c"))
                .body("deployments.created", contains("c"))
                .body("deployments.deleted", contains("a"))
                .body("deployments.unchanged", equalTo(1))
                .body("routes.created", contains("model-c"))
                .body("routes.deleted", contains("model-a"))
                .body("prices.created", contains("price-c"))
                .body("prices.deleted", contains("price-a"))
                .body("tenants.disabled", hasItem("tenant-a"))
                .body("tenants.deleted", empty())
                .body("products.created", contains("product-c"))
                .body("products.deleted", contains("product-a"));
        admin().get("/tenants/tenant-a").then().statusCode(200).body("enabled", equalTo(false));
        admin().get("/deployments/a").then().statusCode(404);
    }

    @Test
    void shouldChangeNothingWhenAppliedAgain() {
        var first = apply(document("same")).extract();

        apply(document("same"))
                .body("changed", equalTo(false))
                .body("version", equalTo(first.<Integer>path("version")))
                .header("ETag", first.header("ETag"));
    }

    @Test
    void shouldSayWhichFieldsDiffer() {
        apply(document("differs"));

        apply(document("differs").replace("perMinute: 1000", "perMinute: 2000").replace("swedencentral", "westeurope"))
                .body("tenants.updated[0].id", equalTo("tenant-differs"))
                .body("tenants.updated[0].fields", contains("limits"))
                .body("deployments.updated[0].fields", contains("region"))
                .body("routes.updated", empty());
    }

    @Test
    void shouldOnlySayWhatADryRunWouldChange() {
        apply(document("dry"));
        String before = admin().get("/catalog").header("ETag");

        yaml(document("wet"))
                .put("/catalog?dryRun=true")
                .then()
                .statusCode(200)
                .header("x-tollgate-published", nullValue())
                .body("dryRun", equalTo(true))
                .body("changed", equalTo(true))
                .body("deployments.created", contains("wet"))
                .body("deployments.deleted", contains("dry"));
        assertThat(admin().get("/catalog").header("ETag")).isEqualTo(before);
        admin().get("/deployments/wet").then().statusCode(404);
    }

    @Test
    void shouldLeaveSectionsAloneThatTheDocumentDoesNotHave() {
        apply(document("stays"));

        apply("tenants: []\n").body("deployments", nullValue()).body("tenants.disabled", hasItem("tenant-stays"));

        admin().get("/deployments/stays").then().statusCode(200);
        apply("{}").body("changed", equalTo(false));
    }

    @Test
    void shouldApplyAllOrNothing() {
        apply(document("whole"));
        String broken = document("new").replace("deployments: [new]", "deployments: [elsewhere]");

        yaml(broken)
                .put("/catalog")
                .then()
                .statusCode(400)
                .body("detail", containsString("'elsewhere', which does not exist"));
        admin().get("/deployments/new").then().statusCode(404);
        admin().get("/deployments/whole").then().statusCode(200);
    }

    @Test
    void shouldExportWhatCanBeAppliedAgain() {
        apply(document("exported"));

        for (String type : new String[] {YAML, "application/json"}) {
            var exported = admin().accept(type).get("/catalog");
            assertThat(exported.contentType()).startsWith(type);
            admin().contentType(type)
                    .body(exported.asByteArray())
                    .put("/catalog")
                    .then()
                    .statusCode(200)
                    .body("changed", equalTo(false));
            admin().accept(type)
                    .header("If-None-Match", exported.header("ETag"))
                    .get("/catalog")
                    .then()
                    .statusCode(304);
        }
    }

    @Test
    void shouldApplyOnlyToTheCatalogThatTheWriterHasSeen() {
        apply(document("seen"));
        String seen = admin().get("/catalog").header("ETag");
        admin("{\"name\":\"n\",\"costCentre\":\"c\"}").put("/tenants/" + fresh("between"));

        yaml(document("seen")).header("If-Match", seen).put("/catalog").then().statusCode(412);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tenants: [{id: a, name: n}]                                  | tenants[0].costCentre",
                "tenants: [{id: a, name: n, costCentre: c, limit: []}]        | tenants[0].limit",
                "tenants: [{id: a, name: n, costCentre: c, limits: [{kind: x, perMinute: 1}]}] | tenants[0].limits[0].kind",
                "tenants: [{id: a, name: n, costCentre: c}, {id: a, name: n, costCentre: c}]   | tenants",
                "deployments: [~]                                             | deployments[0]",
                "keys: []                                                     | keys",
                "tenants: {}                                                  | tenants",
                "just a text                                                  | body",
                "a: [                                                         | body",
                "`  `                                                         | body",
            })
    void shouldNameTheFieldAtFault(String text, String field) {
        yaml(text).put("/catalog").then().statusCode(400).body("field", equalTo(field));
    }

    @Test
    void shouldRefuseADryRunThatIsNeitherTrueNorFalse() {
        yaml("{}").put("/catalog?dryRun=yes").then().statusCode(400).body("field", equalTo("dryRun"));
    }

    private static ValidatableResponse apply(String text) {
        return yaml(text).put("/catalog").then().statusCode(200);
    }

    private static String document(String... names) {
        var tenants = new StringBuilder("tenants:\n");
        var products = new StringBuilder("products:\n");
        var deployments = new StringBuilder("deployments:\n");
        var routes = new StringBuilder("routes:\n");
        var prices = new StringBuilder("prices:\n");
        for (String name : names) {
            tenants.append("""
                      - id: tenant-%1$s
                        name: Tenant %1$s
                        costCentre: 0815
                        product: product-%1$s
                        limits: [{kind: tokens-per-minute, perMinute: 1000}]
                    """.formatted(name));
            products.append("""
                      - id: product-%1$s
                        name: Product %1$s
                        limits: [{kind: money-budget, period: month, amount: 250.00}, {kind: concurrent-requests, most: 9}]
                    """.formatted(name));
            deployments.append("""
                      - {id: %1$s, url: "http://127.0.0.1:9", api: OPENAI, deployedModel: m, model: m, capacity: payg,
                         region: swedencentral, credential: "env:K", limits: {tokensPerMinute: 1000, weights: {output: 0.5}}}
                    """.formatted(name));
            routes.append("  - {model: model-%1$s, tiers: [{deployments: [%1$s]}]}\n".formatted(name));
            prices.append(("  - {id: price-%1$s, model: model-%1$s, currency: USD, inputPerMillion: 2.50,"
                            + " outputPerMillion: 10}\n")
                    .formatted(name));
        }
        return tenants.append(products)
                .append(deployments)
                .append(routes)
                .append(prices)
                .toString();
    }
}
