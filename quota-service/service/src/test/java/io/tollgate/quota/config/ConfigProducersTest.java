package io.tollgate.quota.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigProducersTest {

    private static final InetAddress PRIVATE = InetAddress.ofLiteral("10.1.2.3");

    private final ConfigProducers producers = new ConfigProducers();

    @Test
    void shouldAllowPublicAddressesAloneUnlessToldOtherwise() {
        assertThat(producers.addressPolicy(Optional.empty(), Optional.empty()).allows("host", PRIVATE))
                .isFalse();
        assertThat(producers
                        .addressPolicy(Optional.of("10.0.0.0/8"), Optional.empty())
                        .allows("host", PRIVATE))
                .isTrue();
    }

    @Test
    void shouldNameTheSettingThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> producers.addressPolicy(Optional.of("10.0.0.0/8, 10.0.0.0/99"), Optional.empty()))
                .withMessageStartingWith("TOLLGATE_BACKENDS_ALLOWED: '10.0.0.0/99' is neither");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> producers.addressPolicy(Optional.empty(), Optional.of("*")))
                .withMessageStartingWith("TOLLGATE_BACKENDS_ONLY: '*' is neither");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> producers.credentialPolicy(Optional.of("A-"), Optional.empty()))
                .withMessageStartingWith("TOLLGATE_CREDENTIALS_ENV_PREFIX: 'A-'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> producers.credentialPolicy(Optional.empty(), Optional.of("secrets")))
                .withMessageStartingWith("TOLLGATE_CREDENTIALS_DIRECTORY: 'secrets'");
    }
}
