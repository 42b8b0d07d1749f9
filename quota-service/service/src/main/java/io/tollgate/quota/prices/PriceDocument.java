package io.tollgate.quota.prices;

import io.tollgate.catalog.Price;
import io.tollgate.catalog.Price.SpecialRates;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Amount;
import io.tollgate.quota.crud.Fields;
import io.tollgate.quota.crud.ResourceDocument;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rate card as administrators write it: amounts are decimals, per million where they are of tokens, exact to nine places.
 *
 * @param effectiveFrom an instant or a UTC date; 1970-01-01T00:00:00Z when absent, so that the document means the same
 *     whenever it is applied; required beside {@code perHour}, whose hours cost from it on
 * @param inputPerMillion 0 when absent beside {@code perHour}, else required, as {@code outputPerMillion} is
 * @param cachedInputPerMillion {@code inputPerMillion} when absent, as are audio and images
 * @param reasoningPerMillion {@code outputPerMillion} when absent, as is audio
 */
@Schema(name = "Price", description = "What a model's tokens, calls and hours cost from an instant on")
public record PriceDocument(
        String id,

        @Schema(required = true, description = "The canonical model name of deployments")
        String model,

        @Schema(description = "When present, for this deployment alone")
        String deployment,

        @Schema(description = "When present, for deployments of this region alone; not beside deployment")
        String region,

        @Schema(description = "When present, for this tenant alone")
        String tenant,

        @Schema(
                defaultValue = "1970-01-01T00:00:00Z",
                description = "An instant or a UTC date; required beside perHour")
        String effectiveFrom,

        @Schema(required = true, examples = "USD") String currency,

        @Schema(description = "Required, but beside perHour, where it is 0 when absent", examples = "2.50")
        String inputPerMillion,

        @Schema(description = "inputPerMillion when absent", examples = "1.25")
        String cachedInputPerMillion,

        @Schema(description = "Required, but beside perHour, where it is 0 when absent", examples = "10.00")
        String outputPerMillion,

        @Schema(description = "outputPerMillion when absent")
        String reasoningPerMillion,

        @Schema(description = "inputPerMillion when absent") String audioInputPerMillion,
        @Schema(description = "inputPerMillion when absent") String imageInputPerMillion,

        @Schema(description = "outputPerMillion when absent")
        String audioOutputPerMillion,

        @Schema(description = "For each request that a deployment served, beside its tokens; nothing when absent")
        String perCall,

        @Schema(description = "For each hour of the deployment, whatever it serves: PTU. Only with deployment")
        String perHour,

        @Schema(description = "By how much everything on the card is reduced, at most 4 places", examples = "12.5")
        String discountPercent)
        implements ResourceDocument<Price, PriceDocument> {

    private static final int INSTANT_LENGTH = 11;
    private static final String NOTHING = "0";

    public static PriceDocument of(Price price) {
        long input = price.inputNanosPerMillion();
        long output = price.outputNanosPerMillion();
        SpecialRates special = price.special();
        return new PriceDocument(
                price.id(),
                price.model(),
                price.deployment().orElse(null),
                price.region().orElse(null),
                price.tenant().orElse(null),
                price.effectiveFrom().toString(),
                price.currency(),
                Amount.text(input),
                Amount.text(price.cachedInputNanosPerMillion()),
                Amount.text(output),
                unless(output, special.reasoningNanosPerMillion()),
                unless(input, special.audioInputNanosPerMillion()),
                unless(input, special.imageInputNanosPerMillion()),
                unless(output, special.audioOutputNanosPerMillion()),
                unless(0, price.perCallNanos()),
                price.perHourNanos().isPresent()
                        ? Amount.text(price.perHourNanos().getAsLong())
                        : null,
                price.discountPpm() == 0 ? null : Percent.text(price.discountPpm()));
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
                region,
                tenant,
                effectiveFrom,
                currency,
                inputPerMillion,
                cachedInputPerMillion,
                outputPerMillion,
                reasoningPerMillion,
                audioInputPerMillion,
                imageInputPerMillion,
                audioOutputPerMillion,
                perCall,
                perHour,
                discountPercent);
    }

    @Override
    public Price toRecord() {
        boolean hourly = perHour != null;
        long input =
                Amount.nanos(hourly ? Fields.orElse(inputPerMillion, NOTHING) : inputPerMillion, "inputPerMillion");
        long output =
                Amount.nanos(hourly ? Fields.orElse(outputPerMillion, NOTHING) : outputPerMillion, "outputPerMillion");
        if (hourly && effectiveFrom == null) {
            throw new InvalidCatalogException("effectiveFrom", "is required with 'perHour': hours cost from then on");
        }
        return new Price(
                id,
                model,
                Optional.ofNullable(deployment),
                instant(effectiveFrom),
                currency,
                input,
                nanosOr(input, cachedInputPerMillion, "cachedInputPerMillion"),
                output,
                Optional.ofNullable(region),
                Optional.ofNullable(tenant),
                new SpecialRates(
                        nanosOr(output, reasoningPerMillion, "reasoningPerMillion"),
                        nanosOr(input, audioInputPerMillion, "audioInputPerMillion"),
                        nanosOr(input, imageInputPerMillion, "imageInputPerMillion"),
                        nanosOr(output, audioOutputPerMillion, "audioOutputPerMillion")),
                nanosOr(0, perCall, "perCall"),
                hourly ? OptionalLong.of(Amount.nanos(perHour, "perHour")) : OptionalLong.empty(),
                discountPercent == null ? 0 : Percent.ppm(discountPercent, "discountPercent"));
    }

    /** Absent where it is what an absent field means. */
    private static String unless(long usual, long nanos) {
        return nanos == usual ? null : Amount.text(nanos);
    }

    private static long nanosOr(long usual, String text, String field) {
        return text == null ? usual : Amount.nanos(text, field);
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
