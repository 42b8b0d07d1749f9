package io.tollgate.scenarios.proof;

/** One of the ledger's promises, as a program. */
public interface Proof {

    /** As the command line names it. */
    String name();

    /** Puts load on the cluster and finds out how it went. */
    void run(Ground ground, Findings findings);
}
