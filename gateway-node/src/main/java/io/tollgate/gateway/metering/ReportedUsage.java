package io.tollgate.gateway.metering;

import java.util.Optional;

/**
 * What an answer's usage objects say, taken together, and whether they speak of the whole answer. Usage that comes before
 * the end is provisional: zeros, a preview, the running count of one choice.
 */
final class ReportedUsage {

    private final ReportedCounts counts = new ReportedCounts();
    /** How much had passed when the output that is known was reported. */
    private long passedWhenReported;
    /** The choices of which alone the events were that told output. */
    private long toldApart;
    /** Whether the output last told may be that of all choices, since it is most of what had passed. */
    private boolean tellsAll;
    /** Whether the last object that said something stood in a document of its own. */
    private boolean standsAlone;

    /** A well-formed document has ended, and it holds a usage object; {@code alone} when it holds nothing else. */
    void add(ReportedCounts object, boolean alone, Choices choices, PassedOutput passed) {
        long before = counts.output();
        counts.complete(object);
        boolean says = object.output() > 0;
        if (counts.output() != before || says && object.output() >= passed.deltas()) {
            passedWhenReported = passed.mark();
        }
        if (says) {
            standsAlone = alone;
            long only = choices.only();
            toldApart = only == 0 ? 0 : toldApart | only;
            tellsAll = object.output() * 4 >= passed.tokens() * 3;
        }
    }

    /** What is known of an answer of which this has passed; {@code ended} when it has come to its end. */
    UsageReading reading(PassedOutput passed, boolean ended) {
        if ((ended || standsAlone) && isFinal(passed)) {
            Optional<UsageReading.Reported> whole = counts.reading();
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        long output = Math.max(passed.tokens(), counts.output());
        long input = counts.namedInput();
        return output == 0 && input == 0
                ? new UsageReading.None()
                : new UsageReading.Counted(output, input, Math.min(input, counts.cachedInput()));
    }

    /** Whether nothing has passed that the usage does not know of. */
    private boolean isFinal(PassedOutput passed) {
        boolean nothingPassed = passed.tokens() == 0;
        boolean upToDate = counts.output() > 0 && passedWhenReported == passed.mark();
        return (nothingPassed || upToDate) && (tellsAll || Long.bitCount(toldApart) < 2);
    }
}
