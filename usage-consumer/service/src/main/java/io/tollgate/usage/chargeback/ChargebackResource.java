package io.tollgate.usage.chargeback;

import io.tollgate.usage.focus.FocusExport;
import io.tollgate.usage.focus.FocusQuery;
import io.tollgate.usage.problem.InvalidParameterException;
import io.tollgate.usage.report.Exports;
import io.tollgate.usage.report.HangUp;
import io.tollgate.usage.report.Parameters;
import io.tollgate.usage.report.Snapshots;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code GET /usage/v1/chargeback}. */
@Path("/usage/v1/chargeback")
public final class ChargebackResource {

    private static final String CSV = "text/csv";
    private static final String CSV_UTF8 = "text/csv;charset=UTF-8";
    private static final String WHOLE = "is for JSON: CSV and FOCUS come whole";

    private final ChargebackStore store;
    private final FocusExport focus;
    private final Exports exports;
    private final Snapshots snapshots;
    private final InstantSource clock;

    ChargebackResource(
            ChargebackStore store, FocusExport focus, Exports exports, Snapshots snapshots, InstantSource clock) {
        this.store = store;
        this.focus = focus;
        this.exports = exports;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    private enum Format {
        JSON,
        CSV,
        FOCUS
    }

    /** The report that the query parameters describe, as JSON or CSV. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(summary = "Usage and cost by tenant, cost centre, model and other dimensions")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "First instant or UTC date; 30 days before to")
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Instant or UTC date after the last; now, or behind the last event when that is dated later")
    @Parameter(name = "groupBy", in = ParameterIn.QUERY, description = "Comma-separated dimensions; tenant")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "json, csv or focus; else the Accept header decides")
    @Parameter(name = "granularity", in = ParameterIn.QUERY, description = "Charge periods of FOCUS: hour or day; hour")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "Rows per page of JSON; all, up to 10000")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "What next was in the page before")
    public Response chargeback(@Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServerRequest request) {
        Parameters parameters = new Parameters(
                uri.getQueryParameters(), clock.instant().truncatedTo(ChronoUnit.SECONDS), snapshots::behindLast);
        return switch (format(parameters, headers)) {
            case JSON ->
                Response.ok(JsonReport.of(store.report(ChargebackQuery.parse(parameters))), MediaType.APPLICATION_JSON)
                        .build();
            case CSV -> csv(parameters, request);
            case FOCUS -> focus(parameters, request);
        };
    }

    private Response csv(Parameters parameters, HttpServerRequest request) {
        refusePages(parameters);
        ChargebackQuery query = ChargebackQuery.parse(parameters);
        return Response.ok(
                        exports.stream(() -> HangUp.on(request), out -> {
                            out.accept(CsvReport.header(query));
                            store.forEach(query, row -> out.accept(CsvReport.line(query, row)));
                        }),
                        CSV_UTF8)
                .build();
    }

    private Response focus(Parameters parameters, HttpServerRequest request) {
        refusePages(parameters);
        FocusQuery query = FocusQuery.parse(parameters);
        return Response.ok(exports.stream(() -> HangUp.on(request), out -> focus.write(query, out)), CSV_UTF8)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"focus.csv\"")
                .build();
    }

    private static void refusePages(Parameters parameters) {
        parameters.refuse("limit", WHOLE);
        parameters.refuse("after", WHOLE);
    }

    private static Format format(Parameters parameters, HttpHeaders headers) {
        Optional<String> format = parameters.single("format");
        if (format.isPresent()) {
            return switch (format.get()) {
                case "csv" -> Format.CSV;
                case "json" -> Format.JSON;
                case "focus" -> Format.FOCUS;
                default -> throw new InvalidParameterException("format", "must be json, csv or focus");
            };
        }
        return headers.getAcceptableMediaTypes().stream()
                .filter(type ->
                        type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || type.isCompatible(MediaType.valueOf(CSV)))
                .findFirst()
                .filter(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .map(type -> Format.CSV)
                .orElse(Format.JSON);
    }
}
