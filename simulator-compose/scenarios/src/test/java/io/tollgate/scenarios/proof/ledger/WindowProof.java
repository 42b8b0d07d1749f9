package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.watch.NodeMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * 200 bursty callers who want three times the limit of their tenants: what backends really received in any window, and how
 * much of the limit was used. Two tenants are over their limits all the time, two drift between a tenth and three times the
 * limit, so that leases open and close.
 */
final class WindowProof implements Proof {

    private static final Duration LENGTH = Duration.ofMinutes(5);
    private static final Duration LEAST = Duration.ofSeconds(12);
    private static final int CALLERS_EACH = 50;
    private static final double TOKEN_MILLIS = 6;

    @Override
    public String name() {
        return "window";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Duration length = ground.part(LENGTH, LEAST);
        var stand = ground.stand();
        var strict = Overload.strict(stand, "strict");
        var balanced = Overload.balanced(stand, "balanced");
        var strictDrifting = Overload.strict(stand, "strict drifting");
        var balancedDrifting = Overload.balanced(stand, "balanced drifting");
        var all = List.of(strict, balanced, strictDrifting, balancedDrifting);
        try (var pace = RealisticPace.of(stand, TOKEN_MILLIS)) {
            WarmUp.of(ground, pace.model());
            NodeMetrics before = stand.metrics();
            var nodes = new LivingNodes(stand);
            List<Source> sources = new ArrayList<>();
            sources.addAll(strict.callers(CALLERS_EACH, pace.model(), nodes, second -> 1, 1));
            sources.addAll(balanced.callers(CALLERS_EACH, pace.model(), nodes, second -> 1, 2));
            sources.addAll(strictDrifting.callers(CALLERS_EACH, pace.model(), nodes, Overload::drift, 3));
            sources.addAll(balancedDrifting.callers(CALLERS_EACH, pace.model(), nodes, Overload::drift, 4));
            Samples samples = ground.callers().openLoop(sources, length).join();
            findings.note(
                    "load",
                    samples.size() + " requests of " + sources.size() + " callers in " + length.toSeconds() + " s");
            findings.note(
                    "time to the head of an answer",
                    "p50 " + Findings.number(samples.headMillis(50)) + " ms, p99 "
                            + Findings.number(samples.headMillis(99)) + " ms, most "
                            + Findings.number(samples.headMillis(100)) + " ms");
            all.forEach(each -> each.judgeAnswers(ground, findings, samples));
            all.forEach(each -> each.judgeBound(findings, length, samples));
            noteRegimes(findings, stand.metrics().since(before));
        }
        strict.judgeUse(findings, length, 90);
        balanced.judgeUse(findings, length, 97);
    }

    /** How requests were admitted, by regime. */
    static void noteRegimes(Findings findings, NodeMetrics since) {
        StringBuilder shares = new StringBuilder();
        for (String regime : List.of("exact", "lease", "degraded", "unlimited")) {
            double decided = since.sum("tollgate_admissions_total", "regime=\"" + regime + "\"");
            shares.append(regime).append(' ').append(Math.round(decided)).append("  ");
        }
        findings.note("decisions by regime", shares.toString().strip());
    }
}
