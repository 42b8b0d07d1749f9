package io.tollgate.scenarios.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./tollgate prove ledger} was asked.
 *
 * @param proofs names, in order
 * @param seconds that the longest runs last; the others in proportion
 * @param nodes gateway nodes
 * @param write whether the report is written
 * @param leases whether nodes may lease
 */
record ProveOptions(List<String> proofs, int seconds, int nodes, boolean write, boolean leases) {

    /** Of the runs that were promised. */
    static final int PROMISED_SECONDS = 300;

    static final String USAGE = """
            Usage: ./tollgate prove ledger [PROOF…] [--seconds N] [--nodes N] [--no-leases] [--write]
              PROOF        all, or some of: %s (all)
              --seconds N  length of the runs of five minutes; the others in proportion (300)
              --nodes N    gateway nodes (3)
              --no-leases  every request is a reservation of its own
              --write      put the figures into docs/ledger-proof.md
            """;

    private static final String SUBJECT = "ledger";
    private static final String ALL = "all";
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_NODES = 8;

    ProveOptions {
        proofs = List.copyOf(proofs);
    }

    /** @throws IllegalArgumentException that names what is wrong */
    static ProveOptions parse(List<String> arguments, List<String> known) {
        if (arguments.isEmpty() || !arguments.getFirst().equals(SUBJECT)) {
            throw new IllegalArgumentException("What can be proved is: " + SUBJECT);
        }
        List<String> proofs = new ArrayList<>();
        int seconds = PROMISED_SECONDS;
        int nodes = 3;
        for (var rest = arguments.subList(1, arguments.size()).iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--seconds" -> seconds = number(argument, rest.hasNext() ? rest.next() : "", MOST_SECONDS);
                case "--nodes" -> nodes = number(argument, rest.hasNext() ? rest.next() : "", MOST_NODES);
                case ALL -> proofs.addAll(known);
                case "--write", "--no-leases" -> {}
                default -> proofs.add(oneOf(known, argument));
            }
        }
        return new ProveOptions(
                proofs.isEmpty() ? known : proofs.stream().distinct().toList(),
                seconds,
                nodes,
                arguments.contains("--write"),
                !arguments.contains("--no-leases"));
    }

    private static String oneOf(List<String> known, String name) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("'" + name + "' is not known");
        }
        return name;
    }

    private static int number(String name, String value, int most) {
        if (value.matches("[0-9]{1,6}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException("'" + name + "' must be a whole number from 1 to " + most);
    }

    double scale() {
        return seconds / (double) PROMISED_SECONDS;
    }

    /** The command that does the same again. */
    String command() {
        return "./tollgate prove ledger " + String.join(" ", proofs) + " --seconds " + seconds + " --nodes " + nodes
                + (leases ? "" : " --no-leases");
    }
}
