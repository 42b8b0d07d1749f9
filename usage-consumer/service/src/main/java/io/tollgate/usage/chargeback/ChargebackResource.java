package io.tollgate.usage.chargeback;

import io.tollgate.usage.problem.InvalidParameterException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /usage/v1/chargeback}. */
@Path("/usage/v1/chargeback")
public final class ChargebackResource {

    private static final String CSV = "text/csv";
    private static final String CSV_UTF8 = "text/csv;charset=UTF-8";

    private final ChargebackStore store;
    private final InstantSource clock;

    ChargebackResource(ChargebackStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The report that the query parameters describe, as JSON or CSV. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(summary = "Usage and cost by tenant, cost centre, model and other dimensions")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "First instant or UTC date; 30 days before to")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Instant or UTC date after the last; now")
    @Parameter(name = "groupBy", in = ParameterIn.QUERY, description = "Comma-separated dimensions; tenant")
    @Parameter(name = "format", in = ParameterIn.QUERY, description = "json or csv; else the Accept header decides")
    public Response chargeback(@Context UriInfo uri, @Context HttpHeaders headers) {
        Map<String, List<String>> parameters = uri.getQueryParameters();
        boolean csv = wantsCsv(parameters, headers);
        Report report = store.report(ChargebackQuery.parse(parameters, clock.instant()));
        return csv
                ? Response.ok(CsvReport.of(report), CSV_UTF8).build()
                : Response.ok(JsonReport.of(report), MediaType.APPLICATION_JSON).build();
    }

    private static boolean wantsCsv(Map<String, List<String>> parameters, HttpHeaders headers) {
        Optional<String> format = ChargebackQuery.single(parameters, "format");
        if (format.isPresent()) {
            return switch (format.get()) {
                case "csv" -> true;
                case "json" -> false;
                default -> throw new InvalidParameterException("format", "must be json or csv");
            };
        }
        return headers.getAcceptableMediaTypes().stream()
                .filter(type ->
                        type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || type.isCompatible(MediaType.valueOf(CSV)))
                .findFirst()
                .map(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .orElse(false);
    }
}
