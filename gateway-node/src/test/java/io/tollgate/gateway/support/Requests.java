package io.tollgate.gateway.support;

import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.Route;
import io.tollgate.catalog.Tier;
import io.tollgate.gateway.admission.request.AdmissionRequest;
import io.tollgate.gateway.body.BodyReading;
import io.tollgate.gateway.body.InferenceBody;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.ledger.limits.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Requests for tests: chat with gpt-4o, which produces at most 16,384 tokens. */
public final class Requests {

    public static final Route ROUTE =
            new Route("gpt-4o", Set.of(), Set.of(), 16_384, List.of(new Tier(List.of("payg-1"))));
    public static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");

    private static final AtomicLong IDS = new AtomicLong();

    private Requests() {}

    /** A chat request whose prompt has eleven tokens; {@code more} are further fields, each after a comma. */
    public static AdmissionRequest chat(Caller caller, String more) {
        return chat(caller, "Hello, world!", more);
    }

    public static AdmissionRequest chat(Caller caller, String text, String more) {
        return of(
                caller,
                Operation.CHAT_COMPLETIONS,
                "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more + "}",
                new CatalogIndex(CatalogSnapshot.empty()));
    }

    public static AdmissionRequest of(Caller caller, Operation operation, String json, CatalogIndex catalog) {
        BodyReading reading = InferenceBody.parse(operation, json.getBytes(StandardCharsets.UTF_8));
        InferenceBody body = ((BodyReading.Parsed) reading).body();
        var subject = new Subject(caller.tenant(), Optional.empty(), caller.key(), body.user(), ROUTE.model());
        return new AdmissionRequest(
                RequestId.of(1, 0, IDS.incrementAndGet()),
                NOW,
                caller,
                catalog,
                ROUTE,
                operation,
                body,
                ApplicableLimits.of(subject, NOW));
    }
}
