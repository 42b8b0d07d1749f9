package io.tollgate.catalog.logs;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * For warnings and errors of the libraries, and for those of ours that come with an exception: one line for each cause in ten
 * seconds, with the number of those that were left out, and without a stack trace when something is merely away. Thread-safe.
 */
public final class QuietLog implements Filter {

    private static final String OURS = "io.tollgate.";
    /** Says in five ways, again and again, that a broker is away. */
    private static final String KAFKA_NETWORK = "org.apache.kafka.clients.NetworkClient";

    private static final Pattern NUMBERS = Pattern.compile("[0-9a-f]*[0-9][0-9a-f]*");
    private static final int LONGEST_CAUSE = 300;
    private static final int DEEPEST = 20;

    private final LongSupplier monotonicMillis;
    private final Repeats repeats = new Repeats();

    public QuietLog(LongSupplier monotonicMillis) {
        this.monotonicMillis = monotonicMillis;
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        String logger = String.valueOf(line.getLoggerName());
        Throwable thrown = line.getThrown();
        if (line.getLevel().intValue() < Level.WARNING.intValue() || (logger.startsWith(OURS) && thrown == null)) {
            return true;
        }
        OptionalLong left = repeats.tell(cause(logger, line), monotonicMillis.getAsLong());
        if (left.isPresent()) {
            line.setThrown(brief(thrown, left.getAsLong()));
        }
        return left.isPresent();
    }

    private static String cause(String logger, LogRecord line) {
        if (logger.equals(KAFKA_NETWORK)) {
            return logger;
        }
        String cause = logger + " " + line.getMessage();
        if (line.getThrown() != null) {
            Throwable root = root(line.getThrown());
            cause += " " + root.getClass().getName() + " " + root.getMessage();
        }
        return NUMBERS.matcher(cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) : cause)
                .replaceAll("#");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static Throwable brief(Throwable thrown, long left) {
        String more = left == 0 ? "" : left + " lines like this were left out";
        if (thrown == null) {
            return left == 0 ? null : new Brief(more, null);
        }
        return Outage.of(thrown)
                .<Throwable>map(reason -> new Brief(left == 0 ? reason : reason + "; " + more, null))
                .orElseGet(() -> left == 0 ? thrown : new Brief(more, thrown));
    }

    /** Printed as its message alone. */
    private static final class Brief extends Exception {
        private static final long serialVersionUID = 1L;

        Brief(String message, Throwable cause) {
            super(message, cause, false, false);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
