package io.tollgate.usage.store.day;

import io.tollgate.events.UsageEvent;
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

    private static final String CREATE = "SELECT usage.create_event_day(?) FROM usage.retention WHERE kept_from <= ?";
    private static final int MOST_REMEMBERED = 10_000;
    private static final long DAY_SECONDS = 86_400;

    private final Set<LocalDate> remembered = new HashSet<>();

    /** The UTC day in which {@code event} occurred. */
    public static LocalDate of(UsageEvent event) {
        return LocalDate.ofEpochDay(Math.floorDiv(event.occurredAt().getEpochSecond(), DAY_SECONDS));
    }

    /** Makes the partitions of {@code days} that are not there and whose events are kept; {@code connection} must commit by itself. */
    public synchronized void ensure(Connection connection, Collection<LocalDate> days) throws SQLException {
        Set<LocalDate> unknown = new HashSet<>(days);
        unknown.removeAll(remembered);
        if (unknown.isEmpty()) {
            return;
        }
        try (PreparedStatement create = connection.prepareStatement(CREATE)) {
            for (LocalDate day : unknown) {
                create.setObject(1, day);
                create.setObject(2, day);
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
