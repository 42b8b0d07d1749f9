package io.tollgate.catalog.rules;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which addresses a backend may have, so that whoever may write a URL cannot make Tollgate call what only its own machine or
 * network can reach. Public addresses are allowed. Loopback, link-local, private, shared (RFC 6598), unique-local, unspecified,
 * multicast and reserved ones, and Azure's platform address, are not, in whichever form IPv6 embeds them, unless the operator
 * allows them. Immutable.
 */
public final class AddressPolicy {

    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

    /** What URL parsers take for an IPv4 address: a host whose last label is a number. */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");

    private static final Pattern THIS_MACHINE = Pattern.compile(
            "(.*\\.)?localhost|localhost\\.localdomain|localhost[46](\\.localdomain[46])?|ip6-(localhost|loopback)");

    private static final List<AddressBlock> PRIVATE = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "224.0.0.0/3",
            "::",
            "::1",
            "64:ff9b:1::/48",
            "2001::/32",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    /** IPv6 addresses whose last four bytes are an IPv4 address: compatible, translated, NAT64. */
    private static final List<AddressBlock> ENDING_IN_IPV4 = blocks("::/96", "::ffff:0:0:0/96", "64:ff9b::/96");

    private static final AddressBlock SIX_TO_FOUR = blocks("2002::/16").getFirst();
    private static final int IPV6_BYTES = 16;
    private static final int IPV4_BYTES = 4;
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final HostList allowed;
    private final HostList only;

    private AddressPolicy(HostList allowed, HostList only) {
        this.allowed = allowed;
        this.only = only;
    }

    /** Nothing but public addresses. */
    public static AddressPolicy publicOnly() {
        return parse("");
    }

    /**
     * Reads what is allowed besides public addresses, separated by commas: host names, {@code *.suffix} for all names below one,
     * addresses, and blocks of them such as {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException when an entry is none of them; the message names it
     */
    public static AddressPolicy parse(String allowed) {
        return new AddressPolicy(HostList.parse(allowed), HostList.parse(""));
    }

    /**
     * The same for these hosts alone, in the same notation; for all where none is named. What is not public must be allowed
     * besides.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public AddressPolicy onlyAmong(String hosts) {
        return new AddressPolicy(allowed, HostList.parse(hosts));
    }

    /**
     * Whether a backend may be called at {@code address}.
     *
     * @param hostName the host as the URL has it, whose address it is
     */
    public boolean allows(String hostName, InetAddress address) {
        return isOpen(hostName, address) && isListed(hostName, Optional.of(address));
    }

    /** Whether the address is public, or not and allowed. */
    public boolean isOpen(String hostName, InetAddress address) {
        List<byte[]> forms = forms(address.getAddress());
        return !isWithin(PRIVATE, forms) || allowed.contains(forms) || allowed.names(hostName);
    }

    /**
     * Whether the host is among those that alone may be called.
     *
     * @param address empty when it is not known, as behind a proxy
     */
    public boolean isListed(String hostName, Optional<InetAddress> address) {
        return only.isEmpty()
                || only.names(hostName)
                || address.filter(known -> only.contains(forms(known.getAddress())))
                        .isPresent();
    }

    /** Whether a name means the machine itself, though no name server need say so (RFC 6761). */
    public static boolean isThisMachine(String host) {
        return THIS_MACHINE.matcher(HostList.normal(host)).matches();
    }

    /**
     * The address that a URL's host is, if it is one and no name. A zone is left out.
     *
     * @param host as {@link java.net.URI#getHost} gives it, IPv6 with or without brackets
     */
    public static Optional<InetAddress> literal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean ipv6 = bare.indexOf(':') >= 0;
        if (!ipv6 && !DIGITS_AND_DOTS.matcher(bare).matches()) {
            return Optional.empty();
        }
        int zone = bare.indexOf('%');
        try {
            InetAddress address = InetAddress.ofLiteral(ipv6 && zone > 0 ? bare.substring(0, zone) : bare);
            return ipv6 || address.getHostAddress().equals(bare) ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether some take the host for an address, and it is none that everybody reads alike: {@code 127.1}, {@code 0177.0.0.1},
     * {@code 0x7f000001}.
     */
    public static boolean isAmbiguous(String host) {
        boolean numeric = host.startsWith("[")
                || ENDS_IN_A_NUMBER.matcher(host.toLowerCase(Locale.ROOT)).matches();
        return numeric && literal(host).isEmpty();
    }

    @Override
    public String toString() {
        return "AddressPolicy[allowed=" + allowed + ", only=" + only + "]";
    }

    private static boolean isWithin(List<AddressBlock> blocks, List<byte[]> forms) {
        return blocks.stream().anyMatch(block -> forms.stream().anyMatch(block::contains));
    }

    /** The address itself, and the IPv4 address that it carries if it does. */
    private static List<byte[]> forms(byte[] address) {
        if (address.length != IPV6_BYTES) {
            return List.of(address);
        }
        if (Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
            return List.of(Arrays.copyOfRange(address, MAPPED.length, IPV6_BYTES));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return List.of(address, Arrays.copyOfRange(address, 2, 2 + IPV4_BYTES));
        }
        return ENDING_IN_IPV4.stream().anyMatch(block -> block.contains(address))
                ? List.of(address, Arrays.copyOfRange(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES))
                : List.of(address);
    }

    private static List<AddressBlock> blocks(String... texts) {
        return Stream.of(texts)
                .map(text -> AddressBlock.read(text).orElseThrow())
                .toList();
    }
}
