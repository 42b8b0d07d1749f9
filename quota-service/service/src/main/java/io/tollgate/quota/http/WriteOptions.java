package io.tollgate.quota.http;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a write may ask for besides its document. */
public record WriteOptions(
        @Parameter(description = "'applied' waits up to 5 s until every live node has applied the change")
        @QueryParam("wait")
        String until,

        @Parameter(description = "Write only if the resource still has this entity tag") @HeaderParam("If-Match")
        String ifMatch,

        @Parameter(description = "'*' writes only if the resource does not exist") @HeaderParam("If-None-Match")
        String ifNoneMatch) {

    private static final String APPLIED = "applied";

    /**
     * Whether to wait for the nodes.
     *
     * @throws ProblemException when the parameter has another value than {@code applied}
     */
    public boolean waitsUntilApplied() {
        if (until != null && !until.equals(APPLIED)) {
            throw new ProblemException(Problem.invalid("wait", "'wait' must be 'applied' when it is given"));
        }
        return until != null;
    }
}
