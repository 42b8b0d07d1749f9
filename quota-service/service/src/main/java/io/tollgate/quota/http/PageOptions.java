package io.tollgate.quota.http;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which part of a list is wanted. */
public record PageOptions(
        @Parameter(description = "Begin after this id; the 'next' of the page before") @QueryParam("after")
        String after,

        @Parameter(description = "At most so many, 1 to 500; 100 when not given") @QueryParam("limit")
        String limit) {

    private static final int DEFAULT = 100;
    private static final int MOST = 500;

    /** The id to begin after; empty for the first page. */
    public String start() {
        return after == null ? "" : after;
    }

    /**
     * The page's size.
     *
     * @throws ProblemException when it is not 1 to 500
     */
    public int size() {
        if (limit == null) {
            return DEFAULT;
        }
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw new ProblemException(Problem.invalid("limit", "'limit' must be 1 to " + MOST));
        }
        return Integer.parseInt(limit);
    }
}
