package io.tollgate.quota.prices;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.fresh;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.quota.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Servers.class)
class PriceIT {

    @Test
    void shouldKeepEveryRate() {
        String id = fresh("price");

        admin(card(fresh("model"), """
                        ,"tenant":"contoso","region":"westeurope","inputPerMillion":"2.50","outputPerMillion":"10.00",
                        "reasoningPerMillion":"12","audioInputPerMillion":"40","imageInputPerMillion":"5",
                        "audioOutputPerMillion":"80","perCall":"0.001","discountPercent":"12.5"
                        """))
                .put("/prices/" + id)
                .then()
                .statusCode(201)
                .body("tenant", equalTo("contoso"))
                .body("region", equalTo("westeurope"))
                .body("reasoningPerMillion", equalTo("12.00"))
                .body("audioInputPerMillion", equalTo("40.00"))
                .body("imageInputPerMillion", equalTo("5.00"))
                .body("audioOutputPerMillion", equalTo("80.00"))
                .body("perCall", equalTo("0.001"))
                .body("perHour", nullValue())
                .body("discountPercent", equalTo("12.5"));
    }

    @Test
    void shouldPriceTheHoursOfADeployment() {
        String id = fresh("price");

        admin(card(fresh("model"), ",\"deployment\":\"ptu-1\",\"effectiveFrom\":\"2026-11-01\",\"perHour\":\"100\""))
                .put("/prices/" + id)
                .then()
                .statusCode(201)
                .body("perHour", equalTo("100.00"))
                .body("inputPerMillion", equalTo("0.00"))
                .body("outputPerMillion", equalTo("0.00"))
                .body("reasoningPerMillion", nullValue())
                .body("perCall", nullValue());
    }

    @Test
    void shouldHaveCardsOfSeveralScopesForOneInstant() {
        String model = fresh("model");
        String rates = ",\"inputPerMillion\":\"1\",\"outputPerMillion\":\"1\"";
        for (String scope : new String[] {"", ",\"tenant\":\"contoso\"", ",\"region\":\"westeurope\""}) {
            admin(card(model, rates + scope))
                    .put("/prices/" + fresh("price"))
                    .then()
                    .statusCode(201);
        }

        admin(card(model, rates + ",\"tenant\":\"contoso\""))
                .put("/prices/" + fresh("price"))
                .then()
                .statusCode(400)
                .body("field", equalTo("effectiveFrom"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'inputPerMillion':'1'                                                              | outputPerMillion",
                "'outputPerMillion':'1'                                                             | inputPerMillion",
                "'inputPerMillion':'1','outputPerMillion':'1','discountPercent':'100.0001'          | discountPercent",
                "'inputPerMillion':'1','outputPerMillion':'1','discountPercent':'0.00001'           | discountPercent",
                "'inputPerMillion':'1','outputPerMillion':'1','reasoningPerMillion':'-1'            | reasoningPerMillion",
                "'inputPerMillion':'1','outputPerMillion':'1','deployment':'d','region':'westeurope'| region",
                "'perHour':'1','effectiveFrom':'2026-11-01'                                         | perHour",
                "'perHour':'1','effectiveFrom':'2026-11-01','deployment':'d','tenant':'contoso'     | perHour",
                "'perHour':'1','deployment':'d'                                                     | effectiveFrom",
            })
    void shouldNameTheFault(String fields, String field) {
        admin(card(fresh("model"), "," + fields.replace('\'', '"')))
                .put("/prices/" + fresh("price"))
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    private static String card(String model, String fields) {
        return "{\"model\":\"" + model + "\",\"currency\":\"USD\"" + fields + "}";
    }
}
