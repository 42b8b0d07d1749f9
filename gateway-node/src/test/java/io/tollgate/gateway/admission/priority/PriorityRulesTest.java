package io.tollgate.gateway.admission.priority;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.gateway.model.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PriorityRulesTest {

    @Test
    void shouldTakeTheKeysClassThenTheTenantsThenTheRoutes() {
        assertThat(of("interactive", "batch", "batch", null)).isEqualTo("interactive");
        assertThat(of("batch", "interactive", "interactive", null)).isEqualTo("batch");
        assertThat(of(null, "batch", "interactive", null)).isEqualTo("batch");
        assertThat(of(null, null, "interactive", null)).isEqualTo("interactive");
        assertThat(of(null, null, null, null)).isEqualTo("standard");
    }

    @Test
    void shouldLowerButNeverRaise() {
        assertThat(of("interactive", null, null, "batch")).isEqualTo("batch");
        assertThat(of("interactive", null, null, "Low")).isEqualTo("batch");
        assertThat(of("batch", null, null, "interactive")).isEqualTo("batch");
        assertThat(of(null, null, null, "high")).isEqualTo("standard");
    }

    @Test
    void shouldIgnoreNamesThatNoClassHas() {
        assertThat(of(null, null, null, "vip")).isEqualTo("standard");
        assertThat(of("gone", null, "batch", null)).isEqualTo("batch");
    }

    @Test
    void shouldTakeTheMiddleClassWhereNoneIsUsual() {
        List<PriorityClass> own = List.of(named("gold"), named("silver"), named("bronze"));

        assertThat(PriorityRules.of(own, caller(null, null), route(null), Optional.empty())
                        .priorityClass()
                        .name())
                .isEqualTo("silver");
        assertThat(PriorityRules.of(own, caller("gold", null), route(null), Optional.of("bronze"))
                        .rank())
                .isEqualTo(2);
    }

    private static String of(String ofKey, String ofTenant, String ofRoute, String asked) {
        return PriorityRules.of(
                        PriorityClass.DEFAULT, caller(ofKey, ofTenant), route(ofRoute), Optional.ofNullable(asked))
                .priorityClass()
                .name();
    }

    private static PriorityClass named(String name) {
        return new PriorityClass(name, Set.of(), 0);
    }

    private static Caller caller(String ofKey, String ofTenant) {
        return new Caller(
                new Tenant(
                        "acme",
                        "Acme",
                        "cc-1",
                        true,
                        Set.of(),
                        Set.of(),
                        List.of(),
                        Optional.empty(),
                        "UTC",
                        Optional.ofNullable(ofTenant)),
                new ApiKey(
                        "web",
                        "acme",
                        "shop",
                        KeyHash.of("secret"),
                        false,
                        Optional.empty(),
                        List.of(),
                        Optional.ofNullable(ofKey)));
    }

    private static Route route(String priority) {
        return new Route(
                "gpt-4o",
                Set.of(),
                Set.of(),
                16_384,
                List.of(new Tier(List.of("payg-1"))),
                Optional.ofNullable(priority));
    }
}
