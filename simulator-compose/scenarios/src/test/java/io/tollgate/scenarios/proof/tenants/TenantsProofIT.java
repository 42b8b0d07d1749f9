package io.tollgate.scenarios.proof.tenants;

import io.tollgate.scenarios.proof.BriefProof;
import org.junit.jupiter.api.Test;

/** What {@code ./tollgate prove tenants} shows in minutes, shown in less than one. Times are printed and not judged. */
class TenantsProofIT {

    @Test
    void shouldKeepRefusalsOfOneTenantsRequestsFromOthers() {
        BriefProof.run(TenantsProofs.refusals());
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
