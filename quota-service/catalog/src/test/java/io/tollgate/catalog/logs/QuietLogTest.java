package io.tollgate.catalog.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class QuietLogTest {

    private static final String KAFKA = "org.apache.kafka.clients.NetworkClient";
    private static final String OURS = "io.tollgate.quota.http.ProblemMappers";

    private final AtomicLong clock = new AtomicLong(1_000);
    private final QuietLog log = new QuietLog(clock::get);
    private final List<LogRecord> written = new ArrayList<>();

    @Test
    void shouldWriteOneLinePerCauseInTenSecondsAndAtOnce() {
        for (int second = 0; second < 90; second++) {
            warn(KAFKA, "Connection to node 1 (/127.0.0.1:9092) could not be established. Node may not be available.");
            warn(KAFKA, "Bootstrap broker localhost:9092 (id: -1 rack: null) disconnected");
            clock.addAndGet(1_000);
        }
        assertThat(written).hasSize(9);
        assertThat(written.getFirst().getThrown()).isNull();
        assertThat(written.get(1).getThrown()).hasToString("19 lines like this were left out");
    }

    @Test
    void shouldTakeLinesThatDifferInNumbersForTheSame() {
        warn("org.redisson.x", "Exception occurred. Channel: [id: 0x78fa, R:/127.0.0.1:6379]");
        warn("org.redisson.x", "Exception occurred. Channel: [id: 0x1abc, R:/127.0.0.1:6379]");
        warn("org.redisson.x", "Unable to update cluster state");
        assertThat(written).hasSize(2);
    }

    @Test
    void shouldSayWhatIsAwayWithoutATrace() {
        var refused = new IllegalStateException(
                "reading failed",
                new SQLException("Connection refused.\nCheck that ...", "08001", new ConnectException("refused")));
        fail(OURS, "PostgreSQL failed", refused);
        clock.addAndGet(10_000);
        fail(OURS, "PostgreSQL failed", refused);

        assertThat(written.get(0).getThrown())
                .hasToString("IllegalStateException: reading failed; SQLException: Connection refused.");
        assertThat(written.get(0).getThrown().getStackTrace()).isEmpty();
        assertThat(written.get(0).getThrown().getCause()).isNull();
        assertThat(written.get(1).getThrown().toString()).doesNotContain("left out");
    }

    @Test
    void shouldKeepTheTraceOfAFaultOncePerTenSeconds() {
        var fault = new SQLException("syntax error", "42601");
        fail(OURS, "PostgreSQL failed", fault);
        fail(OURS, "PostgreSQL failed", fault);
        clock.addAndGet(10_000);
        fail(OURS, "PostgreSQL failed", fault);

        assertThat(written).hasSize(2);
        assertThat(written.get(0).getThrown()).isSameAs(fault);
        assertThat(written.get(1).getThrown()).hasToString("1 lines like this were left out");
        assertThat(written.get(1).getThrown().getCause()).isSameAs(fault);
    }

    @Test
    void shouldLeaveOurOwnWordsAndWhatIsNoWarningAlone() {
        for (int i = 0; i < 3; i++) {
            warn(OURS, "said on purpose");
            log(new LogRecord(Level.INFO, "information"), KAFKA);
        }
        assertThat(written).hasSize(6);
    }

    @Test
    void shouldBoundWhatManyCausesWrite() {
        for (int i = 0; i < 1_000; i++) {
            warn("x.y", "cause " + "z".repeat(i % 150) + (char) ('k' + i % 10));
        }
        assertThat(written).hasSize(Repeats.MOST_CAUSES);
        clock.addAndGet(10_000);
        warn("x.y", "another");
        assertThat(written).hasSize(Repeats.MOST_CAUSES + 1);
    }

    private void warn(String logger, String message) {
        log(new LogRecord(Level.WARNING, message), logger);
    }

    private void fail(String logger, String message, Throwable thrown) {
        var line = new LogRecord(Level.SEVERE, message);
        line.setThrown(thrown);
        log(line, logger);
    }

    private void log(LogRecord line, String logger) {
        line.setLoggerName(logger);
        if (log.isLoggable(line)) {
            written.add(line);
        }
    }
}
