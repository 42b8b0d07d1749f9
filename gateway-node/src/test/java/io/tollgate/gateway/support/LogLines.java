package io.tollgate.gateway.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What loggers say while it is open, as {@code LEVEL text}. */
public final class LogLines extends Handler implements AutoCloseable {

    private final Formatter line = new PatternFormatter("%p %s");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Logger> loggers;

    private LogLines(List<Logger> loggers) {
        this.loggers = loggers;
    }

    public static LogLines of(Class<?>... loggers) {
        var lines = new LogLines(List.of(loggers).stream()
                .map(type -> Logger.getLogger(type.getName()))
                .toList());
        lines.loggers.forEach(logger -> logger.addHandler(lines));
        return lines;
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(line.format(entry));
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        loggers.forEach(logger -> logger.removeHandler(this));
    }
}
