package io.tollgate.usage.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {

    /** Checked with {@code printf '1764288000.{}' | openssl dgst -sha256 -hmac secret}. */
    @Test
    void shouldSignTimeAndBody() {
        assertThat(Signature.of("secret", Instant.ofEpochSecond(1_764_288_000L, 999_999_999), "{}"))
                .isEqualTo("t=1764288000,v1=253b1781e0e7b266d97f3f531a7fca34ab6e03c0fd2f2111948cd2dcdeac9fdc");
    }
}
