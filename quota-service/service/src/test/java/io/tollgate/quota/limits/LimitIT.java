package io.tollgate.quota.limits;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.key;
import static io.tollgate.quota.AdminApi.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.quota.Servers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of limit in the form that administrators write. */
@QuarkusTest
@WithTestResource(Servers.class)
class LimitIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"kind":"tokens-per-minute","perMinute":1000,"burst":200,"enforcement":"strict","whenUnavailable":"open"}""",
                """
                {"kind":"requests-per-minute","perMinute":60,"burst":10,"model":"gpt-4o","perUser":true,"whenUnavailable":"closed"}""",
                """
                {"kind":"concurrent-requests","most":20,"whenUnavailable":"local-share","shadow":true}""",
                """
                {"kind":"token-quota","period":"day","tokens":10000,"enforcement":"balanced","whenUnavailable":"closed"}""",
                """
                {"kind":"money-budget","period":"month","amount":"250.00","enforcement":"strict","whenUnavailable":"closed"}""",
                """
                {"kind":"money-budget","period":"year","amount":"0.000000001","enforcement":"balanced","whenUnavailable":"closed"}""",
            })
    void shouldGiveBackWhatWasWritten(String limit) throws JsonProcessingException {
        String id = tenant();

        var written = admin("[" + limit + "]").put("/tenants/" + id + "/limits");

        assertThat(written.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(written.asString()).get(0)).isEqualTo(JSON.readTree(limit));
        assertThat(admin().get("/tenants/" + id + "/limits").asString()).isEqualTo(written.asString());
        assertThat(admin("[" + limit + "]").put("/tenants/" + id + "/limits").header("x-tollgate-version"))
                .isEqualTo(written.header("x-tollgate-version"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\":\"tokens-per-minute\"}                                   | perMinute | is required",
                "{\"kind\":\"tokens-per-minute\",\"perMinute\":1,\"burst\":0}       | burst     | must be 1 to",
                "{\"kind\":\"tokens-per-minute\",\"perMinute\":1,\"period\":\"day\"} | period    | is not for tokens-per-minute",
                "{\"kind\":\"concurrent-requests\",\"perMinute\":1}                 | perMinute | is not for concurrent-requests",
                "{\"kind\":\"concurrent-requests\"}                                 | most      | is required",
                "{\"kind\":\"concurrent-requests\",\"most\":0}                      | most      | must be 1 to",
                "{\"kind\":\"concurrent-requests\",\"most\":1,\"burst\":1}          | burst     | is not for concurrent-requests",
                "{\"kind\":\"token-quota\",\"tokens\":1}                            | period    | is required: hour, day",
                "{\"kind\":\"token-quota\",\"tokens\":1,\"period\":\"decade\"}      | period    | must be one of hour, day, week, month, year",
                "{\"kind\":\"token-quota\",\"period\":\"day\",\"amount\":\"1\"}     | amount    | is not for token-quota",
                "{\"kind\":\"money-budget\",\"period\":\"day\",\"tokens\":1}        | tokens    | is not for money-budget",
                "{\"kind\":\"money-budget\",\"period\":\"day\",\"amount\":\"0\"}    | amount    | must be 0.000000001 to 4000000.00",
                "{\"kind\":\"money-budget\",\"period\":\"day\",\"amount\":\"4000000.01\"} | amount | must be 0.000000001 to 4000000.00",
                "{\"kind\":\"money-budget\",\"period\":\"day\",\"amount\":\"1.0000000001\"} | amount | at most nine digits",
                "{\"kind\":\"money-budget\",\"period\":\"day\"}                     | amount    | is required",
                "{\"kind\":\"concurrent-requests\",\"most\":1,\"enforcement\":\"lax\"} | enforcement | must be one of strict, balanced",
                "{\"kind\":\"concurrent-requests\",\"most\":1,\"whenUnavailable\":\"half\"} | whenUnavailable | must be one of closed, local-share, open",
                "{\"kind\":\"concurrent-requests\",\"most\":1,\"model\":\"a b\"}    | model     | must be 1 to 63 letters",
                "{\"kind\":\"concurrent-requests\",\"most\":1,\"shadow\":\"yes\"}   | shadow    | true or false",
            })
    void shouldNameTheFieldAtFault(String limit, String field, String rule) {
        String where = limit.contains("yes") ? "[0]." : "limits[0].";

        admin("[" + limit + "]")
                .put("/tenants/" + tenant() + "/limits")
                .then()
                .statusCode(400)
                .body("field", equalTo(where + field))
                .body("detail", containsString(rule));
    }

    @Test
    void shouldRefuseMoreThanCanApplyToOneRequest() {
        String id = tenant();
        String keyId = key(id).<String>path("id");

        admin(quotas(5))
                .put("/tenants/" + id + "/keys/" + keyId + "/limits")
                .then()
                .statusCode(400)
                .body("field", equalTo("limits"))
                .body("detail", containsString("has 5 that apply to one request; 4 may"));
        admin(quotas(4))
                .put("/tenants/" + id + "/keys/" + keyId + "/limits")
                .then()
                .statusCode(200);
    }

    private static String quotas(int number) {
        var periods = new String[] {"hour", "day", "week", "month", "year"};
        return IntStream.range(0, number)
                .mapToObj(i -> "{\"kind\":\"token-quota\",\"tokens\":1,\"period\":\"" + periods[i] + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
