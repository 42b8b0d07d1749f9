package io.tollgate.scenarios.proof;

import java.util.List;

/** The findings as a page of documentation. Pure. */
final class Report {

    private static final String HEAD = """
            # What is promised of %s, measured

            Written by `%s --write` on a cluster of real processes on one machine: gateway nodes, Redis, Kafka, PostgreSQL,
            quota service, usage consumer and simulated backends, with the callers beside them. *Real tokens* are those that
            the simulators counted, at the moment at which a request reached them; a window is any window, wherever it begins.
            `./tollgate prove --help` says what can be run alone; the tests run short forms of all of it.

            | proof | what | figure | wanted | met |
            |---|---|---|---|---|
            """;

    private Report() {}

    static String of(Subject subject, String command, List<Finding> findings) {
        var page =
                new StringBuilder(HEAD.formatted(subject == Subject.LEDGER ? "the ledger" : subject.text(), command));
        for (Finding finding : findings) {
            page.append("| ")
                    .append(String.join(
                            " | ",
                            finding.proof(),
                            cell(finding.what()),
                            cell(finding.figure()),
                            cell(finding.wanted()),
                            finding.wanted().isEmpty() ? "" : finding.met() ? "yes" : "**no**"))
                    .append(" |\n");
        }
        return page.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
