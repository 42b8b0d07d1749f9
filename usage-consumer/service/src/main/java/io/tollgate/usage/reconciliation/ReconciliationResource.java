package io.tollgate.usage.reconciliation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.report.Parameters;
import io.tollgate.usage.report.Snapshots;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** {@code PUT /usage/v1/backend-counts} and {@code GET /usage/v1/reconciliation}. */
@Path("/usage/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ReconciliationResource {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_COUNTS = 10_000;

    private final BackendCountStore store;
    private final Snapshots snapshots;
    private final InstantSource clock;

    ReconciliationResource(BackendCountStore store, Snapshots snapshots, InstantSource clock) {
        this.store = store;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /**
     * What callers send.
     *
     * @param counts at most {@value #MOST_COUNTS}
     */
    record Body(List<BackendCount.Sent> counts) {}

    /** Takes what backends count. Sent again, it changes nothing; with other numbers, those count. */
    @PUT
    @Path("backend-counts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "What backends count per deployment and period of whole hours, to be compared with events")
    public Map<String, Integer> put(
            @RequestBody(content = @Content(schema = @Schema(implementation = Body.class))) String body) {
        List<BackendCount> counts = counts(body);
        store.put(counts);
        return Map.of("stored", counts.size());
    }

    /** Backends and events side by side. */
    @GET
    @Path("reconciliation")
    @Operation(summary = "What backends count beside what events say, per deployment, with the differences")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "First instant or UTC date; 30 days before to")
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Instant or UTC date after the last; now, or behind the last event when that is dated later")
    public Reconciliation reconciliation(@Context UriInfo uri) {
        Parameters parameters = new Parameters(uri.getQueryParameters(), clock.instant(), snapshots::behindLast);
        parameters.only(Set.of("from", "to"));
        return store.compare(parameters.period());
    }

    private static List<BackendCount> counts(String body) {
        List<BackendCount.Sent> sent = read(body).counts();
        if (sent == null || sent.isEmpty() || sent.size() > MOST_COUNTS || sent.contains(null)) {
            throw new InvalidParameterException("counts", "must be a list of 1 to " + MOST_COUNTS + " objects");
        }
        List<BackendCount> counts = new ArrayList<>(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            counts.add(sent.get(i).checked("counts[" + i + "]."));
        }
        return counts;
    }

    private static Body read(String body) {
        try {
            Body read = JSON.readValue(body, Body.class);
            return read == null ? new Body(List.of()) : read;
        } catch (JsonProcessingException e) {
            throw new InvalidParameterException(
                    "counts",
                    "must be JSON: {\"counts\": [{\"deployment\", \"from\", \"to\", \"requests\", \"inputTokens\", "
                            + "\"outputTokens\", \"source\"}]}");
        }
    }
}
