package io.tollgate.catalog.pricing;

import io.tollgate.catalog.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Rate cards, ready to be asked which one applies. Immutable.
 *
 * <p>Of the cards of the model whose scope holds and which are in force at the instant, the most particular applies: one
 * for tenant and deployment, then tenant and region, tenant, deployment, region, and last one for the model alone. Of
 * several of the same scope the latest applies; of several of the same instant, which the quota service refuses, the one
 * with the least id.
 *
 * <p>A tenant's card that is for no deployment in particular does not apply to a deployment that is paid by the hour: the
 * tenant bears its part of the hours, and would pay twice.
 */
public final class PriceList {

    private static final Comparator<Price> BEST_FIRST = Comparator.<Price>comparingInt(PriceList::particularity)
            .thenComparing(Price::effectiveFrom)
            .reversed()
            .thenComparing(Price::id);

    private final Map<String, List<Price>> byModel = new HashMap<>();

    public PriceList(Collection<Price> prices) {
        prices.stream().sorted(BEST_FIRST).forEach(price -> byModel.computeIfAbsent(
                        price.model(), model -> new ArrayList<>())
                .add(price));
    }

    /** The card that applies at {@code at}; empty when none does. */
    public Optional<Price> find(Priced priced, Instant at) {
        Optional<Price> found = first(priced, at, price -> true);
        boolean ofTenantAnywhere = found.filter(price ->
                        price.tenant().isPresent() && price.deployment().isEmpty())
                .isPresent();
        return ofTenantAnywhere
                ? first(priced, at, PriceList::ofDeploymentAlone)
                        .filter(price -> price.perHourNanos().isPresent())
                        .or(() -> found)
                : found;
    }

    private Optional<Price> first(Priced priced, Instant at, Predicate<Price> wanted) {
        for (Price price : byModel.getOrDefault(priced.model(), List.of())) {
            if (!price.effectiveFrom().isAfter(at) && covers(price, priced) && wanted.test(price)) {
                return Optional.of(price);
            }
        }
        return Optional.empty();
    }

    private static boolean ofDeploymentAlone(Price price) {
        return price.deployment().isPresent() && price.tenant().isEmpty();
    }

    /**
     * Which card applies when, from the beginning of time on: each period begins where the one before ends, and differs
     * from it. Before the first period there is no card.
     */
    public List<Period> periods(Priced priced) {
        List<Instant> changes = byModel.getOrDefault(priced.model(), List.of()).stream()
                .filter(price -> covers(price, priced))
                .map(Price::effectiveFrom)
                .distinct()
                .sorted()
                .toList();
        List<Period> periods = new ArrayList<>();
        for (Instant change : changes) {
            Price price = find(priced, change).orElseThrow();
            if (periods.isEmpty() || !periods.getLast().price().equals(price)) {
                periods.add(new Period(change, price));
            }
        }
        return periods;
    }

    /**
     * While one card applies.
     *
     * @param from the first instant; the last is the one before the next period's first
     * @param price the card
     */
    public record Period(Instant from, Price price) {}

    private static boolean covers(Price price, Priced priced) {
        return holds(price.tenant(), priced.tenant())
                && holds(price.deployment(), priced.deployment())
                && holds(price.region(), priced.region());
    }

    private static boolean holds(Optional<String> wanted, String name) {
        return wanted.isEmpty() || wanted.get().equals(name);
    }

    private static int particularity(Price price) {
        int place = price.deployment().isPresent() ? 2 : price.region().isPresent() ? 1 : 0;
        return price.tenant().isPresent() ? 3 + place : place;
    }
}
