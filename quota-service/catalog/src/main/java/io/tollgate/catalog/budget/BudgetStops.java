package io.tollgate.catalog.budget;

import io.tollgate.catalog.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The budgets that are spent, ready to be asked for a tenant. Immutable. */
public final class BudgetStops {

    private final Map<BudgetScope, Map<String, List<BudgetStop>>> byTarget = new EnumMap<>(BudgetScope.class);

    public BudgetStops(List<BudgetStop> stops) {
        for (BudgetStop stop : stops) {
            byTarget.computeIfAbsent(stop.scope(), scope -> new HashMap<>())
                    .computeIfAbsent(stop.target(), target -> new ArrayList<>())
                    .add(stop);
        }
    }

    /** Of the stops by which the tenant is refused at {@code now}, the one that holds longest; empty when it may spend. */
    public Optional<BudgetStop> holding(Tenant tenant, Instant now) {
        if (byTarget.isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(
                        of(BudgetScope.TENANT, tenant.id()),
                        tenant.product().map(id -> of(BudgetScope.PRODUCT, id)).orElse(List.of()),
                        of(BudgetScope.COST_CENTRE, tenant.costCentre()))
                .flatMap(List::stream)
                .filter(stop -> stop.holdsAt(now))
                .max(Comparator.comparing(BudgetStop::until));
    }

    private List<BudgetStop> of(BudgetScope scope, String target) {
        return byTarget.getOrDefault(scope, Map.of()).getOrDefault(target, List.of());
    }
}
