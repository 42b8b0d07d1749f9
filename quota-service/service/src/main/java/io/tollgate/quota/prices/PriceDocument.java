package io.tollgate.quota.prices;

import io.tollgate.catalog.Price;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Amount;
import io.tollgate.quota.crud.ResourceDocument;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A price as administrators write it: amounts are decimals per million tokens, exact to nine places.
 *
 * @param effectiveFrom an instant or a UTC date; 1970-01-01T00:00:00Z when absent, so that the document means the same
 *     whenever it is applied
 * @param cachedInputPerMillion {@code inputPerMillion} when absent
 */
@Schema(name = "Price", description = "What a model's tokens cost from an instant on")
public record PriceDocument(
        String id,

        @Schema(required = true, description = "The canonical model name of deployments")
        String model,

        @Schema(description = "When present, for this deployment alone")
        String deployment,

        @Schema(defaultValue = "1970-01-01T00:00:00Z", description = "An instant or a UTC date")
        String effectiveFrom,

        @Schema(required = true, examples = "USD") String currency,
        @Schema(required = true, examples = "2.50") String inputPerMillion,

        @Schema(description = "inputPerMillion when absent", examples = "1.25")
        String cachedInputPerMillion,

        @Schema(required = true, examples = "10.00") String outputPerMillion)
        implements ResourceDocument<Price, PriceDocument> {

    private static final int INSTANT_LENGTH = 11;

    public static PriceDocument of(Price price) {
        return new PriceDocument(
                price.id(),
                price.model(),
                price.deployment().orElse(null),
                price.effectiveFrom().toString(),
                price.currency(),
                Amount.text(price.inputNanosPerMillion()),
                Amount.text(price.cachedInputNanosPerMillion()),
                Amount.text(price.outputNanosPerMillion()));
    }

    @Override
    public String identifier() {
        return id;
    }

    @Override
    public PriceDocument identifiedBy(String other) {
        return new PriceDocument(
                other,
                model,
                deployment,
                effectiveFrom,
                currency,
                inputPerMillion,
                cachedInputPerMillion,
                outputPerMillion);
    }

    @Override
    public Price toRecord() {
        long input = Amount.nanos(inputPerMillion, "inputPerMillion");
        return new Price(
                id,
                model,
                Optional.ofNullable(deployment),
                instant(effectiveFrom),
                currency,
                input,
                cachedInputPerMillion == null ? input : Amount.nanos(cachedInputPerMillion, "cachedInputPerMillion"),
                Amount.nanos(outputPerMillion, "outputPerMillion"));
    }

    private static Instant instant(String text) {
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            return text.length() < INSTANT_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidCatalogException(
                    "effectiveFrom", "must be an instant such as 2026-01-01T00:00:00Z or a date such as 2026-01-01");
        }
    }
}
