package io.tollgate.scenarios.load;

/** An application's stream of requests. Used by one thread. */
public interface Source {

    /** When the next request is due, in seconds since the run began; never before the last one. */
    double nextSeconds();

    /** The request that is due now. */
    Shot shot();
}
