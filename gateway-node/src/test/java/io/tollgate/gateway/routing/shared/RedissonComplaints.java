package io.tollgate.gateway.routing.shared;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What Redisson says of answers that it cannot read, or that nobody has asked for. */
final class RedissonComplaints extends Handler {

    private static final Logger DECODERS = Logger.getLogger("org.redisson.client.handler");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    static RedissonComplaints listen() {
        var complaints = new RedissonComplaints();
        DECODERS.addHandler(complaints);
        return complaints;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLoggerName().endsWith("Decoder") && entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            lines.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        DECODERS.removeHandler(this);
    }
}
