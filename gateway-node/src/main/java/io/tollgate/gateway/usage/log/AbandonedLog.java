package io.tollgate.gateway.usage.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of a process that has ended, taken over to be read from its beginning to its end. The end is where the records end
 * that are whole: a process that was killed within a record has left a part of one. Not thread-safe.
 */
public final class AbandonedLog implements AutoCloseable {

    private final LogDirectory directory;

    private AbandonedLog(LogDirectory directory) {
        this.directory = directory;
    }

    /** Those under {@code base} whose processes have ended. Each is this process's from now on, and is to be closed. */
    public static List<AbandonedLog> takeAll(Path base) throws IOException {
        List<AbandonedLog> taken = new ArrayList<>();
        for (Path path : LogDirectory.all(base)) {
            LogDirectory.take(path).map(AbandonedLog::new).ifPresent(taken::add);
        }
        return taken;
    }

    /** Takes a record. */
    @FunctionalInterface
    public interface Reader {

        /** @param isDelivered whether the process that wrote it knew it to be delivered */
        void record(RecordKind kind, ByteBuffer payload, boolean isDelivered);
    }

    /** Hands every record to {@code reader}, in order. */
    public void read(Reader reader) {
        long delivered = directory.delivered();
        for (Segment segment : segments()) {
            int offset = Segment.HEADER_BYTES;
            for (ByteBuffer payload = segment.payloadAt(offset);
                    payload != null && segment.kindAt(offset) != null && segment.isValid(offset, payload);
                    payload = segment.payloadAt(offset)) {
                int next = offset + Segment.FRAME_BYTES + payload.remaining();
                reader.record(segment.kindAt(offset), payload, LogPosition.of(segment.sequence(), next) <= delivered);
                offset = next;
            }
        }
    }

    private List<Segment> segments() {
        try {
            return directory.segments();
        } catch (IOException e) {
            throw new UncheckedIOException("the usage log of an earlier process cannot be read", e);
        }
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
