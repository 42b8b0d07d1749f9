package io.tollgate.scenarios.proof.tenants;

import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.proof.tenants.attack.Attacks;
import java.util.List;

/** All of them, in the order in which they are run. */
public final class TenantsProofs {

    private TenantsProofs() {}

    /** Each may be run once on a cluster. */
    public static List<Proof> all() {
        return List.of(doors(), refusals(), leaving(), memory(), ownership(), others(), together());
    }

    static Proof doors() {
        return new HostileProof("doors", Attacks.doors(), true);
    }

    static Proof refusals() {
        return new HostileProof("refusals", Attacks.refusals(), true);
    }

    static Proof leaving() {
        return new HostileProof("leaving", Attacks.leaving(), true);
    }

    static Proof memory() {
        return new HostileProof("memory", Attacks.memory(), true);
    }

    static Proof ownership() {
        return new HostileProof("ownership", Attacks.ownership(), true);
    }

    static Proof others() {
        return new HostileProof("others", Attacks.others(), true);
    }

    static Proof together() {
        return new HostileProof("together", Attacks.all(), false);
    }
}
