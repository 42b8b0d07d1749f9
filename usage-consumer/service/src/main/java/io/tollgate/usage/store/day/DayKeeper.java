package io.tollgate.usage.store.day;

import io.tollgate.usage.config.RetentionConfig;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Makes the partitions of the next days, and drops those of days that are not kept any more; sums stay. Any number may do
 * it at once. Start and stop it once.
 */
@Singleton
public final class DayKeeper {

    private static final Logger LOG = Logger.getLogger(DayKeeper.class);
    private static final int DAYS_AHEAD = 3;
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private static final String OLDER = """
            SELECT to_date(right(c.relname, 8), 'YYYYMMDD') FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'usage.event'::regclass AND c.relname ~ '^event_[0-9]{8}$'
              AND to_date(right(c.relname, 8), 'YYYYMMDD') < ? ORDER BY 1""";
    private static final String KEEP_FROM = "UPDATE usage.retention SET kept_from = greatest(kept_from, ?)";

    private final DataSource source;
    private final EventDays days;
    private final RetentionConfig retention;
    private final InstantSource clock;
    private final CountDownLatch stopping = new CountDownLatch(1);

    public DayKeeper(DataSource source, EventDays days, RetentionConfig retention, InstantSource clock) {
        this.source = source;
        this.days = days;
        this.retention = retention;
        this.clock = clock;
    }

    /** Begins to do it now and every hour. */
    public void start() {
        Thread.ofVirtual().name("usage-days").start(this::run);
    }

    /** Ends it. */
    public void stop() {
        stopping.countDown();
    }

    private void run() {
        try {
            Duration pause;
            do {
                pause = kept() ? INTERVAL : RETRY;
            } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean kept() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try {
            prepare(today);
            if (retention.days().isPresent()) {
                drop(today.minusDays(retention.days().getAsInt()));
            }
            return true;
        } catch (SQLException e) {
            LOG.warn("days are not kept as they should be, trying again", e);
            return false;
        }
    }

    /** Makes the partitions of {@code today} and the days after it. */
    private void prepare(LocalDate today) throws SQLException {
        try (Connection connection = source.getConnection()) {
            days.ensure(connection, today.datesUntil(today.plusDays(DAYS_AHEAD)).toList());
        }
    }

    /** Drops the events and the dead letters of all days before {@code keptFrom}. */
    public void drop(LocalDate keptFrom) throws SQLException {
        try (Connection connection = source.getConnection()) {
            for (LocalDate day : older(connection, keptFrom)) {
                dropDay(connection, day);
                LOG.infof("dropped the events of %s", day);
            }
            try (PreparedStatement keep = connection.prepareStatement(KEEP_FROM);
                    PreparedStatement letters =
                            connection.prepareStatement("DELETE FROM usage.dead_letter WHERE recorded_at < ?")) {
                keep.setObject(1, keptFrom);
                keep.executeUpdate();
                letters.setObject(1, keptFrom.atStartOfDay().atOffset(ZoneOffset.UTC));
                letters.executeUpdate();
            }
        }
    }

    /** Waits only shortly for reports that read events: who waits for a table lets others wait behind it. */
    private void dropDay(Connection connection, LocalDate day) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement keep = connection.prepareStatement(KEEP_FROM)) {
            statement.execute("SET LOCAL lock_timeout = '5s'");
            DayLocks.own(connection, day);
            keep.setObject(1, day.plusDays(1));
            keep.executeUpdate();
            statement.execute("DROP TABLE IF EXISTS usage.event_" + day.format(DateTimeFormatter.BASIC_ISO_DATE));
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
        days.forget();
    }

    private static List<LocalDate> older(Connection connection, LocalDate keptFrom) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OLDER)) {
            query.setObject(1, keptFrom);
            List<LocalDate> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, LocalDate.class));
                }
            }
            return found;
        }
    }
}
