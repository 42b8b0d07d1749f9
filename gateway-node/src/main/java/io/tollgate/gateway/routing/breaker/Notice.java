package io.tollgate.gateway.routing.breaker;

/** What a node tells the others of a deployment. Durations travel, not times of day: clocks may differ. */
public sealed interface Notice {

    /** The deployment's id. */
    String deployment();

    /** It fails: nobody is to call it for so long, then one. */
    record Opened(String deployment, long millis) implements Notice {}

    /** It serves again. */
    record Closed(String deployment) implements Notice {}

    /** It has asked to be left alone for so long. */
    record Rested(String deployment, long millis) implements Notice {}
}
