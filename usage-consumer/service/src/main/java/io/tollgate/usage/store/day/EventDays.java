package io.tollgate.usage.store.day;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Makes the partitions that events need. Thread-safe. */
@Singleton
public final class EventDays {

    private static final int MOST_REMEMBERED = 10_000;

    private final Set<LocalDate> remembered = new HashSet<>();

    /** Makes the partitions of {@code days} that are not there; {@code connection} must commit by itself. */
    public synchronized void ensure(Connection connection, Collection<LocalDate> days) throws SQLException {
        Set<LocalDate> unknown = new HashSet<>(days);
        unknown.removeAll(remembered);
        if (unknown.isEmpty()) {
            return;
        }
        try (PreparedStatement create = connection.prepareStatement("SELECT usage.create_event_day(?)")) {
            for (LocalDate day : unknown) {
                create.setObject(1, day);
                create.execute();
            }
        }
        if (remembered.size() + unknown.size() > MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.addAll(unknown);
    }

    /** Forgets everything: partitions may have been dropped. */
    public synchronized void forget() {
        remembered.clear();
    }
}
