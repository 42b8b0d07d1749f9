package io.tollgate.scenarios.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./tollgate prove} was asked.
 *
 * @param subject what the proofs are about
 * @param proofs names, in order
 * @param seconds that the longest runs last; the others in proportion
 * @param nodes gateway nodes
 * @param write whether the report is written
 * @param leases whether nodes may lease
 * @param seed of what is drawn at random
 */
record ProveOptions(
        Subject subject, List<String> proofs, int seconds, int nodes, boolean write, boolean leases, int seed) {

    /** Of the runs that were promised. */
    static final int PROMISED_SECONDS = 300;

    static final String USAGE = """
            Usage: ./tollgate prove SUBJECT [PROOF…] [--seconds N] [--nodes N] [--no-leases] [--seed N] [--write]
              SUBJECT      ledger, routing, usage or tenants
              PROOF        all, or some of
                             of the ledger: %s
                             of routing: %s
                             of usage: %s
                             of tenants, of whom one is hostile: %s
                               ('page' needs a Chromium on the path or in TOLLGATE_CHROMIUM; without one it is left out)
              --seconds N  length of the runs of five minutes; the others in proportion (300)
              --nodes N    gateway nodes (3)
              --no-leases  every request is a reservation of its own
              --seed N     of what is drawn at random (1)
              --write      put the figures into docs/SUBJECT-proof.md
            """;

    private static final String ALL = "all";
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_NODES = 8;
    private static final int MOST_SEED = 999_999;

    ProveOptions {
        proofs = List.copyOf(proofs);
    }

    /** @throws IllegalArgumentException that names what is wrong */
    static ProveOptions parse(List<String> arguments) {
        Subject subject = Subject.of(arguments.isEmpty() ? "" : arguments.getFirst())
                .orElseThrow(() ->
                        new IllegalArgumentException("Say what is to be proved: ledger, routing, usage or tenants"));
        List<String> known = subject.names();
        List<String> proofs = new ArrayList<>();
        int seconds = PROMISED_SECONDS;
        int nodes = 3;
        int seed = 1;
        for (var rest = arguments.subList(1, arguments.size()).iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--seconds" -> seconds = number(argument, rest.hasNext() ? rest.next() : "", MOST_SECONDS);
                case "--nodes" -> nodes = number(argument, rest.hasNext() ? rest.next() : "", MOST_NODES);
                case "--seed" -> seed = number(argument, rest.hasNext() ? rest.next() : "", MOST_SEED);
                case ALL -> proofs.addAll(known);
                case "--write", "--no-leases" -> {}
                default -> proofs.add(oneOf(known, argument));
            }
        }
        return new ProveOptions(
                subject,
                proofs.isEmpty() ? known : proofs.stream().distinct().toList(),
                seconds,
                nodes,
                arguments.contains("--write"),
                !arguments.contains("--no-leases"),
                seed);
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
        return "./tollgate prove " + subject.text() + " " + String.join(" ", proofs) + " --seconds " + seconds
                + " --nodes " + nodes + (leases ? "" : " --no-leases")
                + (seed == 1 ? "" : " --seed " + seed);
    }
}
