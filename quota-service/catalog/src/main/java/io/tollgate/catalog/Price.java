package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.present;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;
import static io.tollgate.catalog.rules.InvalidCatalogException.text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rate card: what a model's tokens and calls cost from an instant on, until a later card of the same scope replaces it.
 * Which card applies to a request is decided by {@code io.tollgate.catalog.pricing.PriceList}.
 *
 * <p>Rates are integers in nano-units of the currency, per million tokens where they are of tokens, so that any published
 * price with up to nine decimals is exact: 2.50 USD per million is {@code 2_500_000_000}.
 *
 * @param id stable identifier
 * @param model the canonical model name of {@link Deployment#model()}
 * @param deployment when present, the card applies to this deployment alone
 * @param effectiveFrom the first instant at which the card applies, cut to the microsecond, as events are
 * @param currency ISO 4217 code
 * @param inputNanosPerMillion for input tokens that have no rate of their own
 * @param cachedInputNanosPerMillion for input tokens read from the backend's cache
 * @param outputNanosPerMillion for output tokens that have no rate of their own
 * @param region when present, the card applies to deployments of this region alone; never beside {@code deployment}, which
 *     has but one
 * @param tenant when present, the card applies to this tenant alone
 * @param special rates of other kinds of tokens; those of input and output when absent
 * @param perCallNanos for each request that a deployment served, beside its tokens
 * @param perHourNanos for each hour of the deployment, whatever it serves: provisioned throughput. Only with
 *     {@code deployment}, and without {@code tenant}, since an hour is everybody's
 * @param discountPpm parts per million that all of the card's amounts are reduced by
 */
public record Price(
        String id,
        String model,
        Optional<String> deployment,
        Instant effectiveFrom,
        String currency,
        long inputNanosPerMillion,
        long cachedInputNanosPerMillion,
        long outputNanosPerMillion,
        Optional<String> region,
        Optional<String> tenant,
        SpecialRates special,
        long perCallNanos,
        OptionalLong perHourNanos,
        int discountPpm) {

    /** All of it: what a discount is a part of. */
    public static final int WHOLE_PPM = 1_000_000;

    private static final long MOST = 1_000_000_000_000_000L;
    private static final String TOKENS_RULE = "must be 0 to 1000000 per million tokens";

    public Price {
        identifier(id, "id");
        identifier(model, "model");
        deployment = deployment == null ? Optional.empty() : deployment;
        deployment.ifPresent(value -> identifier(value, "deployment"));
        effectiveFrom = present(effectiveFrom, "effectiveFrom").truncatedTo(ChronoUnit.MICROS);
        require(currency != null && currency.matches("[A-Z]{3}"), "currency", "must be an ISO 4217 code such as USD");
        within(inputNanosPerMillion, "inputPerMillion", TOKENS_RULE);
        within(cachedInputNanosPerMillion, "cachedInputPerMillion", TOKENS_RULE);
        within(outputNanosPerMillion, "outputPerMillion", TOKENS_RULE);
        region = region == null ? Optional.empty() : region;
        region.ifPresent(value -> text(value, "region", 100));
        require(region.isEmpty() || deployment.isEmpty(), "region", "goes without 'deployment', which has a region");
        tenant = tenant == null ? Optional.empty() : tenant;
        tenant.ifPresent(value -> identifier(value, "tenant"));
        special = special == null ? SpecialRates.like(inputNanosPerMillion, outputNanosPerMillion) : special;
        within(special.reasoningNanosPerMillion, "reasoningPerMillion", TOKENS_RULE);
        within(special.audioInputNanosPerMillion, "audioInputPerMillion", TOKENS_RULE);
        within(special.imageInputNanosPerMillion, "imageInputPerMillion", TOKENS_RULE);
        within(special.audioOutputNanosPerMillion, "audioOutputPerMillion", TOKENS_RULE);
        within(perCallNanos, "perCall", "must be 0 to 1000000");
        perHourNanos = perHourNanos == null ? OptionalLong.empty() : perHourNanos;
        perHourNanos.ifPresent(value -> within(value, "perHour", "must be 0 to 1000000"));
        require(
                perHourNanos.isEmpty() || deployment.isPresent() && tenant.isEmpty(),
                "perHour",
                "goes with 'deployment' and without 'tenant'");
        require(discountPpm >= 0 && discountPpm <= WHOLE_PPM, "discountPercent", "must be 0 to 100");
    }

    /** A card of three rates, for every region and tenant. */
    @SuppressWarnings("checkstyle:parameternumber") // the components of which cards once consisted
    public Price(
            String id,
            String model,
            Optional<String> deployment,
            Instant effectiveFrom,
            String currency,
            long inputNanosPerMillion,
            long cachedInputNanosPerMillion,
            long outputNanosPerMillion) {
        this(
                id,
                model,
                deployment,
                effectiveFrom,
                currency,
                inputNanosPerMillion,
                cachedInputNanosPerMillion,
                outputNanosPerMillion,
                Optional.empty(),
                Optional.empty(),
                null,
                0,
                OptionalLong.empty(),
                0);
    }

    /**
     * Rates of tokens that are not plain text, checked with the card.
     *
     * @param reasoningNanosPerMillion for output spent on reasoning
     * @param audioInputNanosPerMillion for input that was audio and not read from the cache
     * @param imageInputNanosPerMillion for input that was images and not read from the cache
     * @param audioOutputNanosPerMillion for output that was audio
     */
    public record SpecialRates(
            long reasoningNanosPerMillion,
            long audioInputNanosPerMillion,
            long imageInputNanosPerMillion,
            long audioOutputNanosPerMillion) {

        /** Input at the rate of input, output at that of output. */
        public static SpecialRates like(long inputNanosPerMillion, long outputNanosPerMillion) {
            return new SpecialRates(
                    outputNanosPerMillion, inputNanosPerMillion, inputNanosPerMillion, outputNanosPerMillion);
        }
    }

    private static void within(long nanos, String field, String rule) {
        require(nanos >= 0 && nanos <= MOST, field, rule);
    }
}
