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
        assertThat(producers.addressPolicy(Optional.empty()).allows("host", PRIVATE))
                .isFalse();
        assertThat(producers.addressPolicy(Optional.of("10.0.0.0/8")).allows("host", PRIVATE))
                .isTrue();
    }

    @Test
    void shouldNameTheSettingThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> producers.addressPolicy(Optional.of("10.0.0.0/8, 10.0.0.0/99")))
                .withMessageStartingWith("TOLLGATE_BACKENDS_ALLOWED: '10.0.0.0/99' is neither");
    }
}
