package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.present;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import java.time.Instant;
import java.util.Optional;

/**
 * A rate card's line: what a model's tokens cost from an instant on, until a later line for the same model and
 * deployment replaces it.
 *
 * <p>Rates are integers in nano-units of the currency per million tokens, so that any published price with up to nine
 * decimals per million tokens is exact: 2.50 USD per million is {@code 2_500_000_000}.
 *
 * @param id stable identifier
 * @param model the canonical model name of {@link Deployment#model()}
 * @param deployment when present, the line applies to this deployment alone and wins over one without
 * @param effectiveFrom the first instant at which the line applies
 * @param currency ISO 4217 code
 * @param inputNanosPerMillion for input tokens that were not read from the backend's cache
 * @param cachedInputNanosPerMillion for input tokens read from the backend's cache
 * @param outputNanosPerMillion for output tokens, reasoning included
 */
public record Price(
        String id,
        String model,
        Optional<String> deployment,
        Instant effectiveFrom,
        String currency,
        long inputNanosPerMillion,
        long cachedInputNanosPerMillion,
        long outputNanosPerMillion) {

    private static final long MOST = 1_000_000_000_000_000L;

    public Price {
        identifier(id, "id");
        identifier(model, "model");
        deployment = deployment == null ? Optional.empty() : deployment;
        deployment.ifPresent(value -> identifier(value, "deployment"));
        present(effectiveFrom, "effectiveFrom");
        require(currency != null && currency.matches("[A-Z]{3}"), "currency", "must be an ISO 4217 code such as USD");
        requireRate(inputNanosPerMillion, "inputPerMillion");
        requireRate(cachedInputNanosPerMillion, "cachedInputPerMillion");
        requireRate(outputNanosPerMillion, "outputPerMillion");
    }

    private static void requireRate(long rate, String field) {
        require(rate >= 0 && rate <= MOST, field, "must be 0 to 1000000 per million tokens");
    }
}
