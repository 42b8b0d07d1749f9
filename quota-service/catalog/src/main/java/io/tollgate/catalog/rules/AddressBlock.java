package io.tollgate.catalog.rules;

import java.net.InetAddress;
import java.util.Optional;

/** Addresses that begin with the same bits. Immutable. */
final class AddressBlock {

    private final byte[] network;
    private final int bits;

    private AddressBlock(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address; empty when it is none of them. */
    static Optional<AddressBlock> read(String text) {
        int slash = text.indexOf('/');
        byte[] network = AddressPolicy.literal(slash < 0 ? text : text.substring(0, slash))
                .map(InetAddress::getAddress)
                .orElse(new byte[0]);
        int most = network.length * Byte.SIZE;
        String length = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
        if (network.length == 0 || !length.matches("[0-9]{1,3}") || Integer.parseInt(length) > most) {
            return Optional.empty();
        }
        var block = new AddressBlock(network, Integer.parseInt(length));
        return block.hasBitsBeyond() ? Optional.empty() : Optional.of(block);
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int differing = 0;
        for (int i = 0; i < network.length; i++) {
            differing |= (address[i] ^ network[i]) & mask(i);
        }
        return differing == 0;
    }

    /** {@code 10.1.0.0/8} says two things; nobody knows which was meant. */
    private boolean hasBitsBeyond() {
        int beyond = 0;
        for (int i = 0; i < network.length; i++) {
            beyond |= network[i] & ~mask(i) & 0xFF;
        }
        return beyond != 0;
    }

    private int mask(int index) {
        int here = Math.clamp(bits - (long) index * Byte.SIZE, 0, Byte.SIZE);
        return 0xFF << (Byte.SIZE - here) & 0xFF;
    }
}
