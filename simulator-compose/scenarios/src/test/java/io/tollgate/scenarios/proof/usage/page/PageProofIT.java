package io.tollgate.scenarios.proof.usage.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tollgate.scenarios.browser.Chromium;
import io.tollgate.scenarios.proof.BriefProof;
import org.junit.jupiter.api.Test;

/** The page in a browser. Skipped, with words on how to get one, where there is none. */
class PageProofIT {

    @Test
    void shouldShowWhatTheApiAnswers() {
        assumeTrue(Chromium.find().isPresent(), Chromium.HOW_TO_GET);

        BriefProof.run(new PageProof());
    }
}
