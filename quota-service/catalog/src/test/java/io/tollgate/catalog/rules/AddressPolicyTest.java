package io.tollgate.catalog.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private static final String HOST = "backend.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "168.63.129.16",
                "169.254.169.254",
                "169.254.0.0",
                "169.254.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fc00::1",
                "fd00:ec2::254",
                "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "2001:0:1:2::3",
                "64:ff9b:1::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "::10.1.2.3",
                "::ffff:0:10.0.0.1",
                "64:ff9b::192.168.1.1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2002:a00:1::5",
            })
    void shouldNotAllowWhatOnlyAMachineOrANetworkReaches(String address) {
        assertThat(AddressPolicy.publicOnly().allows(HOST, at(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:1::1",
                "2606:4700:4700::1111",
                "2a01:111::1",
                "fbff::1",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
            })
    void shouldAllowPublicAddresses(String address) {
        assertThat(AddressPolicy.publicOnly().allows(HOST, at(address))).isTrue();
    }

    @Test
    void shouldSeeThroughAMappedAddressThatIsKeptAsIpv6() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        InetAddress address = Inet6Address.getByAddress(HOST, mapped, 0);

        assertThat(AddressPolicy.publicOnly().allows(HOST, address)).isFalse();
        assertThat(AddressPolicy.parse("127.0.0.0/8").allows(HOST, address)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.0/8, ::1   | a        | 127.0.0.1        | true",
                "127.0.0.0/8, ::1   | a        | ::1              | true",
                "127.0.0.0/8, ::1   | a        | ::ffff:127.9.9.9 | true",
                "127.0.0.0/8, ::1   | a        | 10.0.0.1         | false",
                "10.1.2.3           | a        | 10.1.2.3         | true",
                "10.1.2.3           | a        | 10.1.2.4         | false",
                "10.4.0.0/14        | a        | 10.7.255.255     | true",
                "10.4.0.0/14        | a        | 10.8.0.0         | false",
                "fd00:1::/33        | a        | fd00:1:7fff::1   | true",
                "fd00:1::/33        | a        | fd00:1:8000::1   | false",
                "10.0.0.0/8         | a        | 64:ff9b::10.0.0.1 | true",
                "10.0.0.0/8         | a        | fd00::1          | false",
                "0.0.0.0/0, ::/0    | a        | 169.254.169.254  | true",
                "0.0.0.0/0          | a        | fe80::1          | false",
                "ptu-1,payg-1       | ptu-1    | 172.18.0.5       | true",
                "ptu-1,payg-1       | PTU-1.   | 172.18.0.5       | true",
                "ptu-1,payg-1       | ptu-2    | 172.18.0.5       | false",
                "ptu-1.             | ptu-1    | 172.18.0.5       | true",
                "ptu-1              | x.ptu-1  | 172.18.0.5       | false",
                "*.internal         | a.internal   | 10.0.0.1     | true",
                "*.internal         | a.b.INTERNAL | 10.0.0.1     | true",
                "*.internal         | internal     | 10.0.0.1     | false",
                "*.internal         | notinternal  | 10.0.0.1     | false",
                "*.internal         | a.internal.example | 10.0.0.1 | false",
            })
    void shouldAllowWhatTheOperatorNames(String allowed, String host, String address, boolean expected) {
        assertThat(AddressPolicy.parse(allowed).allows(host, at(address))).isEqualTo(expected);
    }

    @Test
    void shouldAllowNothingElseWhereHostsAreListed() {
        AddressPolicy policy = AddressPolicy.parse("10.0.0.0/8").onlyAmong("*.azure.example, 10.1.0.0/16, 203.0.113.7");

        assertThat(policy.allows("a.azure.example", at("1.1.1.1"))).isTrue();
        assertThat(policy.allows("a.azure.example", at("10.9.9.9"))).isTrue();
        assertThat(policy.allows("a.azure.example", at("192.168.0.1"))).isFalse();
        assertThat(policy.allows(HOST, at("1.1.1.1"))).isFalse();
        assertThat(policy.allows(HOST, at("203.0.113.7"))).isTrue();
        assertThat(policy.allows(HOST, at("10.1.2.3"))).isTrue();
        assertThat(policy.allows(HOST, at("10.2.2.3"))).isFalse();
        assertThat(policy.isListed(HOST, Optional.empty())).isFalse();
        assertThat(policy.isListed("A.azure.example.", Optional.empty())).isTrue();
        assertThat(AddressPolicy.publicOnly().onlyAmong(" ").allows(HOST, at("1.1.1.1")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ",", " , "})
    void shouldTakeNothingForNothing(String allowed) {
        assertThat(AddressPolicy.parse(allowed).allows(HOST, at("10.0.0.1"))).isFalse();
        assertThat(AddressPolicy.parse(allowed).allows("", at("10.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "10.0.0.0/33",
                "::/129",
                "10.1.0.0/8",
                "fd00::1/64",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0.0/8/8",
                "10.0.0",
                "010.0.0.1",
                "/8",
                "ptu-1/8",
                "http://ptu-1",
                "ptu-1:8080",
                "[::1]:8080",
                "a b",
                "*.*.internal",
                "a.*.internal",
            })
    void shouldNameTheEntryThatSaysNothing(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressPolicy.parse("ptu-1, " + entry))
                .withMessageStartingWith("'" + entry + "' is neither");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "[::1], ::1",
        "::1, ::1",
        "[::ffff:10.0.0.1], 10.0.0.1",
        "[fe80::1%25eth0], fe80::1",
    })
    void shouldKnowAnAddressThatStandsForAHost(String host, String address) {
        assertThat(AddressPolicy.literal(host)).contains(at(address));
        assertThat(AddressPolicy.isAmbiguous(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "ptu-1", "a.example", "1.example", "0x.example", "face", ""})
    void shouldTakeANameForAName(String host) {
        assertThat(AddressPolicy.literal(host)).isEmpty();
        assertThat(AddressPolicy.isAmbiguous(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "2130706433",
                "0177.0.0.1",
                "127.0.0.01",
                "1.2.3.4.5",
                "127.0.0.1.",
                "0x7f000001",
                "0X7F.1",
                "2130706433.",
                "a.0x1",
                "a.example.7",
                "[::g]",
                "[1.2.3.4]x"
            })
    void shouldNotGuessWhatAnOddAddressMeans(String host) {
        assertThat(AddressPolicy.literal(host)).isEmpty();
        assertThat(AddressPolicy.isAmbiguous(host)).isTrue();
    }

    private static InetAddress at(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
