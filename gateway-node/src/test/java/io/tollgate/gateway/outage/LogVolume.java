package io.tollgate.gateway.outage;

import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts what the node logs, in bytes, while it is open. */
final class LogVolume extends Handler implements AutoCloseable {

    private static final int STAMP_BYTES = 60;
    private static final int FRAME_BYTES = 80;

    private final LongAdder bytes = new LongAdder();
    private final Logger root = Logger.getLogger("");

    LogVolume() {
        root.addHandler(this);
    }

    long bytes() {
        return bytes.sum();
    }

    @Override
    public void publish(LogRecord entry) {
        bytes.add(STAMP_BYTES + String.valueOf(entry.getMessage()).length());
        for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
            bytes.add(String.valueOf(cause).length() + (long) FRAME_BYTES * cause.getStackTrace().length);
        }
    }

    @Override
    public void flush() {
        // Nothing is kept.
    }

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
