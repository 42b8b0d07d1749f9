package io.tollgate.catalog.budget;

import java.util.Locale;

/** Whose spending a {@link Budget} bounds. */
public enum BudgetScope {
    /** One tenant. */
    TENANT,
    /** All tenants of a product. */
    PRODUCT,
    /** All tenants that are booked on a cost centre. */
    COST_CENTRE;

    /** The name in JSON and in what callers see as {@code x-tollgate-limit}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
