package io.tollgate.catalog.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Hosts by name, by suffix of their names and by address, as an operator lists them. Immutable. */
record HostList(Set<String> names, List<String> suffixes, List<AddressBlock> blocks) {

    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\\.)*[a-z]([a-z0-9-]*[a-z0-9])?");

    HostList {
        names = Set.copyOf(names);
        suffixes = List.copyOf(suffixes);
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads host names, {@code *.suffix} for all names below one, addresses, and blocks of them such as {@code 10.0.0.0/8},
     * separated by commas.
     *
     * @throws IllegalArgumentException when an entry is none of them; the message names it
     */
    static HostList parse(String text) {
        var names = new HashSet<String>();
        var suffixes = new ArrayList<String>();
        var blocks = new ArrayList<AddressBlock>();
        for (String part : text.split(",", -1)) {
            String entry = part.strip();
            Optional<AddressBlock> block = AddressBlock.read(entry);
            String name = normal(entry);
            if (block.isPresent()) {
                blocks.add(block.get());
            } else if (!entry.isEmpty() && !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + entry
                        + "' is neither a host name nor '*.suffix' nor a block of addresses such as 10.0.0.0/8");
            } else if (name.startsWith("*")) {
                suffixes.add(name.substring(1));
            } else if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new HostList(names, suffixes, blocks);
    }

    /** Whether nothing is listed. */
    boolean isEmpty() {
        return names.isEmpty() && suffixes.isEmpty() && blocks.isEmpty();
    }

    /** Whether the host is listed by its name. */
    boolean names(String host) {
        String name = normal(host);
        return names.contains(name) || suffixes.stream().anyMatch(name::endsWith);
    }

    /** Whether an address is listed in one of its forms. */
    boolean contains(List<byte[]> forms) {
        return blocks.stream().anyMatch(block -> forms.stream().anyMatch(block::contains));
    }

    /** Names are the same in any case of letters, and with the root's dot at their end. */
    static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    @Override
    public String toString() {
        return "[names=" + names + ", suffixes=" + suffixes + ", blocks=" + blocks.size() + "]";
    }
}
