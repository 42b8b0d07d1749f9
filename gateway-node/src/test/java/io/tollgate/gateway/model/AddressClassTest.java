package io.tollgate.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressClassTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,loopback",
        "::1,loopback",
        "10.1.2.3,private",
        "172.16.0.1,private",
        "192.168.7.7,private",
        "169.254.1.1,private",
        "fe80::1,private",
        "fd00::1,private",
        "172.32.0.1,public",
        "8.8.8.8,public",
        "2001:4860:4860::8888,public"
    })
    void shouldSayWhereAnAddressLies(String address, String expected) throws UnknownHostException {
        assertThat(AddressClass.of(InetAddress.getByName(address)))
                .extracting(AddressClass::wireName)
                .isEqualTo(expected);
    }

    @Test
    void shouldSayNothingOfNoAddress() {
        assertThat(AddressClass.of(null).wireName()).isEmpty();
    }
}
