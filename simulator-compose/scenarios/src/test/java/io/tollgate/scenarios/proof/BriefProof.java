package io.tollgate.scenarios.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.scenarios.load.LoadClient;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Stand;
import java.nio.file.Path;

/** Runs a proof for seconds, on the cluster that all scenarios share. Durations are printed and not judged. */
public final class BriefProof {

    private static final double BRIEFLY = 0;
    private static final long SEED = 1;

    private BriefProof() {}

    /** Fails when something that holds on any machine does not. */
    public static void run(Proof proof) {
        var findings = new Findings(line -> Figures.say("proof", "%s", line));
        findings.begin(proof.name());
        try (var callers = new LoadClient()) {
            proof.run(new Ground(Stand.shared(), callers, BRIEFLY, SEED, Path.of("target", "pictures")), findings);
        }
        assertThat(findings.unmetOnAnyMachine()).isEmpty();
    }
}
