package io.tollgate.catalog.logs;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Failures that say that something is away. Where in the code that was noticed tells nobody anything. */
final class Outage {

    private static final int DEEPEST = 10;

    private Outage() {}

    /** What is away, in words; empty when the failure may be a fault of the program. */
    static Optional<String> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (isOutage(cause)) {
                return Optional.of(failure == cause ? line(failure) : line(failure) + "; " + line(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static boolean isOutage(Throwable cause) {
        return switch (cause) {
            case SQLException sql -> isOutage(sql.getSQLState());
            case SocketException e -> true;
            case SocketTimeoutException e -> true;
            case UnknownHostException e -> true;
            case ClosedChannelException e -> true;
            case EOFException e -> true;
            case TimeoutException e -> true;
            default -> isOutageOfAClient(cause.getClass().getName());
        };
    }

    /** Connections that cannot be had or break, and a server that stops. A pool without connections names no state. */
    private static boolean isOutage(String sqlState) {
        return sqlState == null || sqlState.startsWith("08") || sqlState.startsWith("57P");
    }

    private static boolean isOutageOfAClient(String type) {
        return type.startsWith("org.redisson.client.") || type.startsWith("org.apache.kafka.common.errors.");
    }

    private static String line(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        int end = said.indexOf('\n');
        String first = end < 0 ? said : said.substring(0, end);
        return failure.getClass().getSimpleName() + ": " + (first.length() > 200 ? first.substring(0, 200) : first);
    }
}
