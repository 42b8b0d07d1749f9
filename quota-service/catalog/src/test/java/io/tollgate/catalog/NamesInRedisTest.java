package io.tollgate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names that other processes rely on: a change here breaks a running cluster. */
class NamesInRedisTest {

    @Test
    void shouldKeepTheNamesOfPublishedRecords() {
        assertThat(Published.tenant("contoso")).isEqualTo("tollgate:catalog:tenant:contoso");
        assertThat(Published.key("ab12")).isEqualTo("tollgate:catalog:key:ab12");
        assertThat(Published.VERSION).isEqualTo("tollgate:catalog:version");
        assertThat(Published.SNAPSHOT).isEqualTo("tollgate:catalog:snapshot");
    }

    @Test
    void shouldKeepTheNamesOfBuckets() {
        assertThat(LimitKind.TOKENS_PER_MINUTE.tenantBucket()).isEqualTo("tenant:tokens-per-minute");
        assertThat(LimitKind.REQUESTS_PER_MINUTE.keyBucket("web-1")).isEqualTo("key:web-1:requests-per-minute");
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
