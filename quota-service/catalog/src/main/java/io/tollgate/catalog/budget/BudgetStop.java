package io.tollgate.catalog.budget;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.present;
import static io.tollgate.catalog.rules.InvalidCatalogException.text;

import java.time.Duration;
import java.time.Instant;

/**
 * A budget that is spent: nobody in its scope is served until its period is over.
 *
 * @param budget the budget's identifier
 * @param scope whose
 * @param target the identifier of the tenant or the product, or the cost centre
 * @param until the first instant at which callers are served again
 */
public record BudgetStop(String budget, BudgetScope scope, String target, Instant until) {

    private static final int LONGEST_COST_CENTRE = 100;

    public BudgetStop {
        identifier(budget, "budget");
        requireTarget(present(scope, "scope"), target);
        present(until, "until");
    }

    /** Whether it holds at {@code now}. */
    public boolean holdsAt(Instant now) {
        return now.isBefore(until);
    }

    /** How long it will hold from {@code now} on, in milliseconds, rounded up. */
    public long millisLeft(Instant now) {
        return Duration.between(now, until).plusNanos(999_999).toMillis();
    }

    /** What callers see as {@code x-tollgate-limit}: {@code tenant:budget:contoso-monthly}. */
    public String name() {
        return scope.wireName() + ":budget:" + budget;
    }

    static void requireTarget(BudgetScope scope, String target) {
        if (scope == BudgetScope.COST_CENTRE) {
            text(target, "target", LONGEST_COST_CENTRE);
        } else {
            identifier(target, "target");
        }
    }
}
