package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.stand.watch.RecordedUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams that broke off, of which Tollgate has counted the tokens itself, against what the backends had sent by then. Of a stream that a
 * backend cut all has passed; of one that a caller left the backend may have sent more than has passed.
 */
final class CutStreams {

    private static final String COUNTED = "counted";
    private static final String CUT_BY_BACKEND = "partial";
    private static final int NAMED = 3;

    /** A quarter of the bytes is more than the number of tokens where words are long. */
    private static final double MOST_TIMES = 1.5;

    private static final double MOST_OFF = 0.1;
    private static final int SLACK = 2;

    private final Books books;
    private final List<String> wrong = new ArrayList<>();
    private Usage counted = Usage.NONE;
    private Usage sent = Usage.NONE;
    private int streams;

    CutStreams(Books books) {
        this.books = books;
    }

    /** @param least as many there must be, else nothing is shown */
    void judge(Findings findings, double least) {
        books.rest().forEach((reference, events) -> events.stream()
                .filter(event -> event.source().equals(COUNTED))
                .forEach(event -> compare(reference, event)));
        findings.atLeast("streams that broke off and were counted", streams, least, "");
        findings.note(
                "their tokens, counted and sent",
                counted.input() + "+" + counted.output() + ", " + sent.input() + "+" + sent.output());
        findings.equal(
                "of which were counted otherwise than sent"
                        + (wrong.isEmpty()
                                ? ""
                                : " " + wrong.stream().limit(NAMED).toList()),
                wrong.size(),
                0,
                "");
    }

    private void compare(String reference, RecordedUsage event) {
        Usage real = books.sentBy(reference, event.deployment());
        streams++;
        counted = counted.plus(event.tokens());
        sent = sent.plus(real);
        boolean isTooMuch = event.tokens().output() > MOST_TIMES * real.output() + SLACK;
        boolean isTooLittle =
                event.outcome().equals(CUT_BY_BACKEND) && event.tokens().output() < real.output();
        boolean isOtherInput = Math.abs(event.tokens().input() - real.input()) > MOST_OFF * real.input() + SLACK;
        if (isTooMuch || isTooLittle || isOtherInput) {
            wrong.add(reference + ": " + event + ", sent " + real);
        }
    }
}
