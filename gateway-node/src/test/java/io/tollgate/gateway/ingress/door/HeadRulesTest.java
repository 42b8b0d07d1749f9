package io.tollgate.gateway.ingress.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadRulesTest {

    @Test
    void shouldTakeWhatHeadersMayHave() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("authorization", "Bearer tg_1")
                .add("x-empty", "")
                .add("x-one", "a")
                .add("x!#$%&'*+-.^_`|~9Z", "a\tb c~")
                .add("x-tollgate-tag-name", "Zo\u00c3\u00ab \u20ac");

        assertThat(HeadRules.flaw(headers, null)).isEmpty();
        assertThat(HeadRules.flaw(headers, "")).isEmpty();
        assertThat(HeadRules.flaw(headers, "api-version=2024-10-21&x=%00&y[]=/?:@'()*~"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0001b",
                "a\rb",
                "a\nb",
                "a\u0000",
                "\u0000",
                "a\u007f",
                "\u000b",
                " a",
                "a ",
                "\ta",
                " ",
                "\u001f"
            })
    void shouldRefuseAValueThatCannotBeSentOn(String value) {
        assertRefused(MultiMap.caseInsensitiveMultiMap().add("x-foo", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x foo", "x\u0000", "x:y", ":path", "", "x\u00e4", "(x)", "x\r", "x,y", "x\u007f"})
    void shouldRefuseANameThatCannotBeSentOn(String name) {
        assertRefused(MultiMap.caseInsensitiveMultiMap().add(name, "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a=\u0001", "\r\n", "a=\u00e4", "a=\u007f"})
    void shouldRefuseAQueryThatCannotBeSentOn(String query) {
        assertThat(HeadRules.flaw(MultiMap.caseInsensitiveMultiMap(), query))
                .containsInstanceOf(GatewayFailure.Malformed.class);
    }

    private static void assertRefused(MultiMap headers) {
        assertThat(HeadRules.flaw(headers, null)).containsInstanceOf(GatewayFailure.Malformed.class);
    }
}
