package io.tollgate.usage.budgets;

import io.tollgate.catalog.budget.Budget;
import io.tollgate.catalog.budget.BudgetScope;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What budgets have been spent. The sum of hours that are long over is kept and only now and then added up anew, since what
 * comes late or is corrected is rare; the last hours are added up whenever somebody asks. Thread-safe.
 */
@Singleton
final class Spending {

    /** Before the hour that is running so much is added up every time. */
    private static final Duration UNSETTLED = Duration.ofHours(1);

    /** After so long one sum is added up anew in each round. */
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(1);

    /** Sums that are older do not count. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private final Map<Key, Settled> settled = new ConcurrentHashMap<>();

    private record Key(BudgetScope scope, String target, String currency, BudgetPeriod period) {
        static Key of(Budget budget, Instant now) {
            return new Key(budget.scope(), budget.target(), budget.currency(), BudgetPeriod.of(budget, now));
        }
    }

    /** What was spent from the period's beginning until an hour, as it was at an instant. */
    private record Settled(BigInteger spent, Instant until, Instant asOf) {
        boolean isOlderThan(Duration age, Instant now) {
            return asOf.plus(age).isBefore(now);
        }
    }

    /** How the budget stands in the period that {@code now} lies in. */
    Standing of(Connection connection, Budget budget, Instant now) throws SQLException {
        Key key = Key.of(budget, now);
        Settled known = settled.get(key);
        if (known == null || known.isOlderThan(OLDEST, now)) {
            known = renew(connection, key, now);
        }
        BigInteger lately = spent(connection, key, known.until(), key.period().to());
        return new Standing(budget, key.period(), known.spent().add(lately));
    }

    /** Forgets the sums that are of none of {@code budgets} in the periods that {@code now} lies in. */
    void keepOnly(List<Budget> budgets, Instant now) {
        settled.keySet()
                .retainAll(budgets.stream().map(budget -> Key.of(budget, now)).collect(Collectors.toSet()));
    }

    /**
     * Adds one of the sums up anew, the oldest, if it is old; forgets those that are of none of the budgets any more. One that fails
     * is forgotten, so that it is not in the way of the next.
     */
    void renewOldest(Connection connection, List<Budget> budgets, Instant now) throws SQLException {
        keepOnly(budgets, now);
        Map.Entry<Key, Settled> oldest = settled.entrySet().stream()
                .min(Map.Entry.comparingByValue((one, other) -> one.asOf().compareTo(other.asOf())))
                .orElse(null);
        if (oldest != null && oldest.getValue().isOlderThan(RENEWED_AFTER, now)) {
            settled.remove(oldest.getKey());
            renew(connection, oldest.getKey(), now);
        }
    }

    private Settled renew(Connection connection, Key key, Instant now) throws SQLException {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(UNSETTLED);
        Instant from = key.period().from();
        Instant until = hour.isAfter(from) ? hour : from;
        BigInteger spent = until.equals(from) ? BigInteger.ZERO : spent(connection, key, from, until);
        Settled sum = new Settled(spent, until, now);
        settled.put(key, sum);
        return sum;
    }

    private static BigInteger spent(Connection connection, Key key, Instant from, Instant to) throws SQLException {
        return SpendingSql.spent(connection, key.scope(), key.target(), key.currency(), from, to);
    }
}
