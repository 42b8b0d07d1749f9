package io.tollgate.usage.rerating;

import io.tollgate.usage.problem.InstantParameter;
import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.problem.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /usage/v1/reratings}. */
@Path("/usage/v1/reratings")
@Produces(MediaType.APPLICATION_JSON)
public final class ReratingResource {

    private static final int MOST_LISTED = 1_000;
    private static final int MOST_REASON = 500;

    private final Rerater rerater;
    private final ReratingLog log;
    private final AutomaticRerating automatic;

    ReratingResource(Rerater rerater, ReratingLog log, AutomaticRerating automatic) {
        this.rerater = rerater;
        this.log = log;
        this.automatic = automatic;
    }

    /** Prices a period by the cards in force now, or says what that would do. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Price a period by the cards in force now; the difference becomes adjustments")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ReratingDocument.Answer.class)))
    @APIResponse(responseCode = "409", description = "Another re-rating is under way")
    public Response rerate(ReratingDocument.Request request) {
        if (request == null) {
            throw new InvalidParameterException("from", "is required");
        }
        boolean dryRun = Boolean.TRUE.equals(request.dryRun());
        ReratingOrder order = new ReratingOrder(
                InstantParameter.parse("from", request.from()),
                InstantParameter.parse("to", request.to()),
                Set.of(),
                reason(request.reason(), dryRun));
        try {
            Difference found = dryRun ? rerater.find(order) : rerater.adjust(order);
            if (found.id().isPresent()) {
                automatic.lookAgain();
            }
            return Response.ok(ReratingDocument.Answer.of(found)).build();
        } catch (Rerater.BusyException e) {
            return new Problem("Conflict", 409, e.getMessage() + "; try again shortly", null).response();
        }
    }

    /** What was priced anew. */
    @GET
    @Operation(summary = "Re-ratings that were done, the latest first")
    public ReratingDocument.Listing list(@QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new InvalidParameterException("limit", "must be 1 to " + MOST_LISTED);
        }
        return new ReratingDocument.Listing(log.latest(limit));
    }

    private static String reason(String text, boolean dryRun) {
        if (text == null && dryRun) {
            return "";
        }
        if (text == null || text.isBlank() || text.length() > MOST_REASON || text.indexOf('\0') >= 0) {
            throw new InvalidParameterException("reason", "must have 1 to " + MOST_REASON + " characters");
        }
        return text;
    }
}
