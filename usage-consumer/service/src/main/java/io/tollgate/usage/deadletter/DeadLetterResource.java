package io.tollgate.usage.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.problem.Problem;
import io.tollgate.usage.store.DeadLetter;
import io.tollgate.usage.store.DeadLetterStore;
import io.tollgate.usage.store.Written;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /usage/v1/dead-letters}. */
@Path("/usage/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
public final class DeadLetterResource {

    private static final int MOST = 1_000;

    private final DeadLetterStore store;
    private final DeadLetterReplay replay;

    DeadLetterResource(DeadLetterStore store, DeadLetterReplay replay) {
        this.store = store;
        this.replay = replay;
    }

    /**
     * Some dead letters.
     *
     * @param deadLetters in the order in which they were put aside
     * @param next what to give as {@code after} for more; absent when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<DeadLetter> deadLetters, Long next) {}

    /**
     * What became of a replay.
     *
     * @param ingested events that are new
     * @param duplicates events that were there already
     * @param refused letters that stay, each with its reason
     */
    public record Replayed(int ingested, int duplicates, int refused) {}

    /** Those that are open, or with {@code replayed} all. */
    @GET
    @Operation(summary = "Records that were put aside, each with its reason")
    public Page list(
            @QueryParam("after") @DefaultValue("0") String after,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("replayed") @DefaultValue("false") boolean replayed) {
        int most = (int) number("limit", limit, 1, MOST);
        List<DeadLetter> found = store.list(number("after", after, 0, Long.MAX_VALUE), replayed, most + 1);
        return found.size() <= most
                ? new Page(found, null)
                : new Page(found.subList(0, most), found.get(most - 1).id());
    }

    /** What is kept of the record, byte for byte. */
    @GET
    @Path("{id}/value")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "The record as it came, cut to 64 KiB")
    public Response value(@PathParam("id") String id) {
        return store.value(number("id", id, 0, Long.MAX_VALUE))
                .map(value ->
                        Response.ok(value, MediaType.APPLICATION_OCTET_STREAM).build())
                .orElseGet(
                        () -> new Problem("Not found", 404, "there is no dead letter with this id", "id").response());
    }

    /** Reads all open ones again. */
    @POST
    @Path("replay")
    @Operation(summary = "Reads the records that were put aside again; what can be read now is counted, once")
    public Replayed replay() {
        Written written = replay.replay();
        return new Replayed(written.ingested(), written.duplicates(), written.deadLetters());
    }

    private static long number(String name, String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new InvalidParameterException(name, "must be a whole number");
        }
        throw new InvalidParameterException(name, "must be " + least + " to " + most);
    }
}
