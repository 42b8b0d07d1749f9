package io.tollgate.usage.rerating;

import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Months that are over and would cost something else by the cards in force. Thread-safe. */
@Singleton
final class ClosedMonths {

    private static final String FIRST_FROM = "SELECT min(hour) FROM usage.rollup WHERE hour >= ?";
    private static final String LAST_RERATING = "SELECT coalesce(max(id), 0) FROM usage.rerating";
    private static final YearMonth FIRST = YearMonth.of(1, 1);

    private final Rerater rerater;
    private final DataSource source;
    private final SortedMap<YearMonth, Set<String>> due = new ConcurrentSkipListMap<>();
    private final AtomicLong seen = new AtomicLong();

    ClosedMonths(Rerater rerater, DataSource source) {
        this.rerater = rerater;
        this.source = source;
    }

    /** As of the last look. */
    List<YearMonth> due() {
        return List.copyOf(due.keySet());
    }

    /** Looks at the models' usage in every month before {@code current}. */
    void check(YearMonth current, Set<String> models) {
        Optional<YearMonth> month = firstUsedFrom(FIRST);
        while (month.isPresent() && month.get().isBefore(current)) {
            look(month.get(), models);
            month = firstUsedFrom(month.get().plusMonths(1));
        }
    }

    /** Looks again at what was due if anything has been re-rated since, by whomever. */
    void checkAgain() {
        if (due.isEmpty()) {
            return;
        }
        long last = lastRerating();
        if (last != seen.get()) {
            due.forEach(this::look);
            seen.set(last);
        }
    }

    private void look(YearMonth month, Set<String> models) {
        boolean differs = rerater.differs(ReratingOrder.of(month, models, ""));
        Set<String> left = new HashSet<>(due.getOrDefault(month, Set.of()));
        if (differs) {
            left.addAll(models);
        } else {
            left.removeAll(models);
        }
        if (left.isEmpty()) {
            due.remove(month);
        } else {
            due.put(month, Set.copyOf(left));
        }
    }

    private long lastRerating() {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(LAST_RERATING);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new StoreUnavailableException("looking for re-ratings", e);
        }
    }

    private Optional<YearMonth> firstUsedFrom(YearMonth month) {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(FIRST_FROM)) {
            query.setObject(1, month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(hour -> YearMonth.from(hour.withOffsetSameInstant(ZoneOffset.UTC)));
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("looking for months", e);
        }
    }
}
