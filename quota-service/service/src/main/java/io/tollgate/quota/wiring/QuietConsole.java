package io.tollgate.quota.wiring;

import io.quarkus.logging.LoggingFilter;
import io.tollgate.catalog.logs.QuietLog;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/** What is written to the console: {@link QuietLog}. */
@LoggingFilter(name = "quiet")
public final class QuietConsole implements Filter {

    private final Filter quiet = new QuietLog(() -> System.nanoTime() / 1_000_000);

    @Override
    public boolean isLoggable(LogRecord line) {
        return quiet.isLoggable(line);
    }
}
