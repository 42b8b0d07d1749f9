package io.tollgate.quota.limits;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Choices;
import io.tollgate.quota.crud.Fields;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A limit as administrators write it.
 *
 * @param kind {@code tokens-per-minute} or {@code requests-per-minute}
 * @param perMinute the refill
 * @param burst what the bucket holds when full; {@code perMinute} when absent
 */
@Schema(name = "Limit", description = "A rate that must not be exceeded, as a token bucket")
public record LimitDocument(
        @Schema(
                enumeration = {"tokens-per-minute", "requests-per-minute"},
                required = true)
        String kind,

        @Schema(required = true, minimum = "1") Long perMinute,

        @Schema(description = "What the bucket holds when full; perMinute when absent", minimum = "1")
        Long burst) {

    public static LimitDocument of(Limit limit) {
        return new LimitDocument(limit.kind().wireName(), limit.perMinute(), limit.burst());
    }

    public static List<LimitDocument> of(List<Limit> limits) {
        return limits.stream().map(LimitDocument::of).toList();
    }

    /** The limits, with the position of one at fault in the field's name. */
    public static List<Limit> toLimits(List<LimitDocument> documents) {
        return Fields.each(documents, "limits", LimitDocument::toLimit);
    }

    private Limit toLimit() {
        if (perMinute == null) {
            throw new InvalidCatalogException("perMinute", "is required");
        }
        return new Limit(
                Choices.read(kind, "kind", LimitKind.values(), LimitKind::wireName),
                perMinute,
                burst == null ? perMinute : burst);
    }
}
