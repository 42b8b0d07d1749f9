package io.tollgate.catalog.budget;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.present;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;
import static io.tollgate.catalog.rules.InvalidCatalogException.text;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a tenant, a product or a cost centre may spend in each calendar period. It is held against what was rated, after the
 * fact; a {@link io.tollgate.catalog.Limit} of kind {@code money-budget} is held against each request before it runs.
 *
 * @param id stable identifier
 * @param name for people
 * @param scope whose spending counts
 * @param target the identifier of the tenant or the product, or the cost centre
 * @param amountNanos nano-units of the currency per period, 1 or more
 * @param currency ISO 4217 code; what costs another currency does not count
 * @param period when it begins anew
 * @param timeZone IANA name; in which periods begin and end
 * @param alertsAt percentages of the amount at which somebody is told, rising, each once; 50, 80 and 100 when null
 * @param enforce whether callers are refused once it is spent
 * @param stop that it is spent, until when, as the usage consumer last found; documents have no say in it
 */
public record Budget(
        String id,
        String name,
        BudgetScope scope,
        String target,
        long amountNanos,
        String currency,
        LimitPeriod period,
        String timeZone,
        List<Integer> alertsAt,
        boolean enforce,
        Optional<Instant> stop) {

    /** When somebody is told unless the budget says otherwise. */
    public static final List<Integer> USUAL_ALERTS = List.of(50, 80, 100);

    private static final int MOST_ALERTS = 10;
    private static final int MOST_PERCENT = 1_000;

    public Budget {
        identifier(id, "id");
        text(name, "name", 200);
        BudgetStop.requireTarget(present(scope, "scope"), target);
        require(amountNanos >= 1, "amount", "must be more than 0");
        require(currency != null && currency.matches("[A-Z]{3}"), "currency", "must be an ISO 4217 code such as USD");
        require(period != null, "period", "is required: hour, day, week, month or year");
        timeZone = Tenant.requireTimeZone(timeZone);
        alertsAt = alertsAt == null ? USUAL_ALERTS : requireAlerts(alertsAt);
        stop = enforce && stop != null ? stop : Optional.empty();
    }

    /** The same budget, spent until then. */
    public Budget withStop(Optional<Instant> until) {
        return new Budget(id, name, scope, target, amountNanos, currency, period, timeZone, alertsAt, enforce, until);
    }

    /**
     * The same budget with the stop of {@code standing}, as long as both bound the same spending in the same periods. A changed
     * amount keeps it: whether it is still spent is for the usage consumer to find out.
     */
    public Budget withStopOf(Budget standing) {
        boolean same = scope == standing.scope
                && target.equals(standing.target)
                && currency.equals(standing.currency)
                && period == standing.period
                && timeZone.equals(standing.timeZone);
        return same ? withStop(standing.stop) : this;
    }

    /** What nodes have to know of it. */
    public Optional<BudgetStop> asStop() {
        return stop.map(until -> new BudgetStop(id, scope, target, until));
    }

    private static List<Integer> requireAlerts(List<Integer> alertsAt) {
        require(alertsAt.size() <= MOST_ALERTS, "alertsAt", "must not be more than " + MOST_ALERTS);
        int last = 0;
        for (Integer percent : alertsAt) {
            require(
                    percent != null && percent > last && percent <= MOST_PERCENT,
                    "alertsAt",
                    "must be rising percentages from 1 to " + MOST_PERCENT);
            last = percent;
        }
        return List.copyOf(alertsAt);
    }
}
