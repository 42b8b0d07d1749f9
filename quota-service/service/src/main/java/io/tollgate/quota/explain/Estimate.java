package io.tollgate.quota.explain;

import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the request is taken to use.
 *
 * @param promptFrom {@code given}, {@code body} or {@code nothing}
 * @param outputBoundTokens the most that all of its answers can have, by its own and the route's bound
 * @param outputBoundFrom {@code given}, {@code body} or {@code route}
 * @param expectedOutputTokens what all of its answers will probably have
 * @param expectedOutputFrom {@code given}, {@code bound} or {@code default}: a node that knows the tenant expects what its
 *     answers lately had instead
 */
@Schema(name = "Estimate", description = "What the request is taken to use, and by what")
public record Estimate(
        long promptTokens,
        String promptFrom,
        long outputBoundTokens,
        String outputBoundFrom,
        long expectedOutputTokens,
        String expectedOutputFrom) {

    private static final String GIVEN = "given";
    private static final String BODY = "body";
    private static final String ROUTE = "route";

    /** What a node expects of a request without a bound while it has learned nothing. */
    private static final long DEFAULT_OUTPUT_TOKENS = 512;

    static Estimate of(ExplainRequest request, Optional<SampleBody> body, Route route) {
        OptionalLong given = request.prompt();
        String promptFrom = given.isPresent() ? GIVEN : body.isPresent() ? BODY : "nothing";
        long prompt = given.orElseGet(() -> body.map(SampleBody::promptTokens).orElse(0L));
        boolean produces = !route.operations().equals(Set.of(Operation.EMBEDDINGS))
                && !body.map(SampleBody::embeds).orElse(false);
        long most = produces ? route.maxOutputTokens() : 0;
        OptionalLong own = ownBound(request, body);
        String boundFrom = own.isEmpty() ? ROUTE : request.outputBound().isPresent() ? GIVEN : BODY;
        long bound = Math.min(own.orElse(most), most);
        OptionalLong expectation = request.expectedOutput();
        long expected = expectation.orElse(own.isPresent() ? bound : DEFAULT_OUTPUT_TOKENS);
        int choices = body.map(SampleBody::choices).orElse(1);
        return new Estimate(
                prompt,
                promptFrom,
                bound * choices,
                boundFrom,
                Math.min(expected, bound) * choices,
                expectation.isPresent() ? GIVEN : own.isPresent() ? "bound" : "default");
    }

    /** Whether the request itself says how much it may produce. */
    boolean bounded() {
        return !outputBoundFrom.equals(ROUTE);
    }

    private static OptionalLong ownBound(ExplainRequest request, Optional<SampleBody> body) {
        OptionalLong given = request.outputBound();
        return given.isPresent() ? given : body.map(SampleBody::outputBound).orElse(OptionalLong.empty());
    }
}
