package io.tollgate.gateway.usage.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The log of a process that has ended, taken over to be read from its beginning to its end. The end is where the records end
 * that are whole: a process that was killed within a record has left a part of one. Not thread-safe.
 */
public final class AbandonedLog implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(AbandonedLog.class);

    private final LogDirectory directory;

    private AbandonedLog(LogDirectory directory) {
        this.directory = directory;
    }

    /**
     * Those under {@code base} whose processes have ended. Each is this process's from now on, and is to be closed. One that
     * cannot be taken is left where it is.
     */
    public static List<AbandonedLog> takeAll(Path base) throws IOException {
        List<AbandonedLog> taken = new ArrayList<>();
        for (Path path : LogDirectory.all(base)) {
            try {
                LogDirectory.take(path).map(AbandonedLog::new).ifPresent(taken::add);
            } catch (IOException e) {
                LOGGER.warnf("a usage log of an earlier process cannot be taken over: %s", e.getMessage());
            }
        }
        return taken;
    }

    /** Takes a record. */
    @FunctionalInterface
    public interface Reader {

        /**
         * @param next the position behind the record
         * @param isDelivered whether it is known to be delivered
         */
        void record(RecordKind kind, ByteBuffer payload, long next, boolean isDelivered);
    }

    /** Hands every record to {@code reader}, in order. */
    public void read(Reader reader) throws IOException {
        long delivered = directory.delivered();
        for (Segment segment : directory.segments()) {
            int offset = Segment.HEADER_BYTES;
            for (ByteBuffer payload = segment.payloadAt(offset);
                    payload != null && segment.kindAt(offset) != null && segment.isValid(offset, payload);
                    payload = segment.payloadAt(offset)) {
                RecordKind kind = segment.kindAt(offset);
                offset += Segment.FRAME_BYTES + payload.remaining();
                long next = LogPosition.of(segment.sequence(), offset);
                reader.record(kind, payload, next, next <= delivered);
            }
        }
    }

    /** Every event before {@code position} has been delivered, which whoever comes next will know. */
    public void delivered(long position) {
        directory.delivered(Math.max(position, directory.delivered()));
    }

    /** Everything in it has been delivered. */
    public void delete() throws IOException {
        directory.delete();
    }

    /** Leaves it to whoever comes next. Does nothing after {@link #delete}. */
    @Override
    public void close() throws IOException {
        directory.close();
    }
}
