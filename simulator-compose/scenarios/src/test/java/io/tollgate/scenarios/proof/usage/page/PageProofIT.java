package io.tollgate.scenarios.proof.usage.page;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.scenarios.browser.Chromium;
import io.tollgate.scenarios.proof.BriefProof;
import org.junit.jupiter.api.Test;

/** The page in a browser where there is one; elsewhere the proof says how to get one. */
class PageProofIT {

    @Test
    void shouldShowWhatTheApiAnswers() {
        if (Chromium.find().isPresent()) {
            BriefProof.run(new PageProof());
        } else {
            assertThatThrownBy(() -> BriefProof.run(new PageProof())).hasMessage(Chromium.HOW_TO_GET);
        }
    }
}
