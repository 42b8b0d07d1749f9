package io.tollgate.quota.store;

import io.tollgate.catalog.Price;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;

/** What must hold between records, checked at the end of every change. */
final class CatalogRules {

    private CatalogRules() {}

    static void check(Tx tx) {
        if (tx.hasChanged(RecordType.DEPLOYMENT) || tx.hasChanged(RecordType.ROUTE)) {
            tx.snapshot();
        }
        if (tx.hasChanged(RecordType.PRICE)) {
            requireOnePricePerInstant(tx);
        }
    }

    private static void requireOnePricePerInstant(Tx tx) {
        var seen = new HashMap<PricedFrom, String>();
        for (Stored<Price> row : tx.prices().all()) {
            Price price = row.value();
            String other =
                    seen.put(new PricedFrom(price.model(), price.deployment(), price.effectiveFrom()), price.id());
            if (other != null) {
                throw new InvalidCatalogException(
                        "effectiveFrom",
                        "of price '" + price.id() + "' is that of price '" + other
                                + "' for the same model and deployment; only one of them can apply");
            }
        }
    }

    private record PricedFrom(String model, Optional<String> deployment, Instant effectiveFrom) {}
}
