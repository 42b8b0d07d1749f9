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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Months that are over and would cost something else by the cards in force. Thread-safe. */
@Singleton
final class ClosedMonths {

    private static final String FIRST_FROM = "SELECT min(hour) FROM usage.rollup WHERE hour >= ?";
    private static final YearMonth FIRST = YearMonth.of(1, 1);

    private final Rerater rerater;
    private final DataSource source;
    private final AtomicReference<List<YearMonth>> due = new AtomicReference<>(List.of());

    ClosedMonths(Rerater rerater, DataSource source) {
        this.rerater = rerater;
        this.source = source;
    }

    /** As of the last look. */
    List<YearMonth> due() {
        return due.get();
    }

    /** Looks at every month before {@code current} in which something was used. */
    void check(YearMonth current) {
        List<YearMonth> found = new ArrayList<>();
        Optional<YearMonth> month = firstUsedFrom(FIRST);
        while (month.isPresent() && month.get().isBefore(current)) {
            if (rerater.find(ReratingOrder.of(month.get(), Set.of(), "")).rows() > 0) {
                found.add(month.get());
            }
            month = firstUsedFrom(month.get().plusMonths(1));
        }
        due.set(List.copyOf(found));
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
