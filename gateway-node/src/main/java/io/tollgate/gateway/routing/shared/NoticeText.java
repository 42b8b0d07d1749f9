package io.tollgate.gateway.routing.shared;

import io.tollgate.gateway.routing.breaker.Notice;
import java.util.Optional;

/** A notice as a message: {@code node kind deployment milliseconds}, separated by tabs, which no name contains. */
final class NoticeText {

    private static final String OPENED = "opened";
    private static final String CLOSED = "closed";
    private static final String RESTED = "rested";

    private NoticeText() {}

    record Message(String node, Notice notice) {}

    static String write(String node, Notice notice) {
        return switch (notice) {
            case Notice.Opened opened -> write(node, OPENED, opened.deployment(), opened.millis());
            case Notice.Closed closed -> write(node, CLOSED, closed.deployment(), 0);
            case Notice.Rested rested -> write(node, RESTED, rested.deployment(), rested.millis());
        };
    }

    /** Empty when it is no such message, as one of a later version may be. */
    static Optional<Message> read(String text) {
        String[] parts = text.split("\t", -1);
        if (parts.length != 4 || !parts[3].matches("\\d{1,9}")) {
            return Optional.empty();
        }
        long millis = Long.parseLong(parts[3]);
        return switch (parts[1]) {
            case OPENED -> Optional.of(new Message(parts[0], new Notice.Opened(parts[2], millis)));
            case CLOSED -> Optional.of(new Message(parts[0], new Notice.Closed(parts[2])));
            case RESTED -> Optional.of(new Message(parts[0], new Notice.Rested(parts[2], millis)));
            default -> Optional.empty();
        };
    }

    private static String write(String node, String kind, String deployment, long millis) {
        return node + "\t" + kind + "\t" + deployment + "\t" + millis;
    }
}
