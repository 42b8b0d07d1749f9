package io.tollgate.gateway.affinity;

import io.tollgate.catalog.Deployment;
import io.tollgate.gateway.model.Reference;

/** Where a request must go for the sake of what it names. */
public sealed interface Recall {

    /** It names nothing: wherever there is room. */
    record Anywhere() implements Recall {}

    /**
     * To this deployment and no other.
     *
     * @param home of the first thing that it names
     * @param earlierTokens read besides what the request itself says
     */
    record To(Deployment deployment, Home home, long earlierTokens) implements Recall {}

    /** The tenant has no such thing, or what made it is gone. */
    record Unknown(Reference thing) implements Recall {}

    /** It lives elsewhere than the first thing that the request names. */
    record Apart(Reference thing) implements Recall {}

    /** Where it lives, the route that the request asks for has no deployment. */
    record Unserved(Reference thing) implements Recall {}

    /** Where it lives, nothing may be called at the moment. */
    record Closed() implements Recall {}

    /** Nobody can say. */
    record Unavailable() implements Recall {}
}
