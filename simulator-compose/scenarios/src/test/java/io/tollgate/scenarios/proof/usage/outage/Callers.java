package io.tollgate.scenarios.proof.usage.outage;

import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import java.time.Duration;

/**
 * What callers noticed.
 *
 * @param away what was away
 * @param schedule when
 * @param samples of the whole run
 */
record Callers(String away, Schedule schedule, Samples samples) {

    private static final double MOST_TIMES = 1.1;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Duration BRIEF_WINDOW = Duration.ofSeconds(1);

    void judge(Ground ground, Findings findings) {
        Samples failed = samples.that(sample -> !sample.served());
        String unanswered = away + " away, requests not answered in full" + failed.problems();
        findings.equal(unanswered, failed.size(), 0, " of " + samples.size());
        Duration window = ground.isLong() ? WINDOW : BRIEF_WINDOW;
        Windows before = Windows.of(samples, Duration.ZERO, schedule.before(), window);
        Windows during = Windows.of(samples, schedule.before(), schedule.untilBack(), window);
        Windows after = Windows.of(samples, schedule.untilBack(), schedule.length(), window);
        String what = "p99 of windows of " + window.toSeconds() + " s, ";
        findings.note(what + "before", before.text());
        findings.note(what + away + " away", during.text());
        findings.note(what + away + " back", after.text());
        double ratio = during.median() / before.median();
        if (ground.isLong()) {
            findings.atMost("median p99, " + away + " away ÷ before", ratio, MOST_TIMES, "");
        } else {
            findings.note("median p99, " + away + " away ÷ before", Findings.number(ratio));
        }
    }
}
