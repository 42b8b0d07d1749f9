package io.tollgate.scenarios.proof.tenants;

import io.tollgate.scenarios.proof.BriefProof;
import org.junit.jupiter.api.Test;

/** Some of what {@code ./tollgate prove tenants} shows in minutes, shown in seconds. Times are printed and not judged. */
class TenantsProofIT {

    @Test
    void shouldKeepOddHeadsAndFramesFromOthers() {
        BriefProof.run(TenantsProofs.doors());
    }

    @Test
    void shouldKeepWhatBackendsRememberFromOthers() {
        BriefProof.run(TenantsProofs.ownership());
    }

    @Test
    void shouldKeepOddRequestsFromOthers() {
        BriefProof.run(TenantsProofs.others());
    }
}
