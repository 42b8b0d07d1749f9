package io.tollgate.scenarios.proof;

import java.util.Optional;

/** Something that is promised, as a program. */
public interface Proof {

    /** As the command line names it. */
    String name();

    /** What this machine lacks for it, in words; empty when it can be run. */
    default Optional<String> lacks() {
        return Optional.empty();
    }

    /** Puts load on the cluster and finds out how it went. */
    void run(Ground ground, Findings findings);
}
