package io.tollgate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.catalog.codec.Published;
import org.junit.jupiter.api.Test;

/** Names that other processes rely on: a change here breaks a running cluster. */
class NamesInRedisTest {

    @Test
    void shouldKeepTheNamesOfPublishedRecords() {
        assertThat(Published.tenant("contoso")).isEqualTo("tollgate:catalog:tenant:contoso");
        assertThat(Published.key("ab12")).isEqualTo("tollgate:catalog:key:ab12");
        assertThat(Published.VERSION).isEqualTo("tollgate:catalog:version");
        assertThat(Published.SNAPSHOT).isEqualTo("tollgate:catalog:snapshot");
        assertThat(Published.SIGNALS).isEqualTo("tollgate:deployments:signals");
    }

    @Test
    void shouldKeepTheNamesOfLimits() {
        assertThat(Limit.of(LimitKind.TOKENS_PER_MINUTE, 1).name()).isEqualTo("tokens-per-minute");
        assertThat(Limit.of(LimitKind.REQUESTS_PER_MINUTE, 1)
                        .withModel("gpt-4o")
                        .name())
                .isEqualTo("requests-per-minute@gpt-4o");
        assertThat(Limit.concurrent(1).forEachUser().name()).isEqualTo("concurrent-requests");
        assertThat(Limit.perPeriod(LimitKind.TOKEN_QUOTA, 1, LimitPeriod.DAY).name())
                .isEqualTo("token-quota:day");
        assertThat(Limit.perPeriod(LimitKind.MONEY_BUDGET, 1, LimitPeriod.MONTH)
                        .withModel("gpt-4o")
                        .name())
                .isEqualTo("money-budget:month@gpt-4o");
    }

    @Test
    void shouldHashAKeyAsLowerCaseSha256() {
        assertThat(KeyHash.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void shouldSayPtuAndPayg() {
        assertThat(CapacityType.PTU.wireName()).isEqualTo("ptu");
        assertThat(CapacityType.PAYG.wireName()).isEqualTo("payg");
    }
}
