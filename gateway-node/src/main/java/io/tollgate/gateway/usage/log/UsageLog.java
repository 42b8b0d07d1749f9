package io.tollgate.gateway.usage.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * What becomes of requests, on the node's own disk, from the moment at which they may cost something. What has been appended
 * survives the end of the process, not that of the machine, unless it is {@linkplain #force forced}. Thread-safe; appending
 * does not wait for the disk.
 *
 * <p>The log consists of segments. Spare ones are made by {@link #maintain}, off the event loops; when there are none left,
 * for want of disk or because the log has its full size, {@link #hasRoom} says so and the node takes no new requests. The
 * segment that is being written then is for the requests in flight. Should even that fill up, their events wait in memory, up
 * to {@value #MOST_WAITING} of them.
 */
public final class UsageLog {

    /** Events that may wait in memory for a log that cannot be written. */
    public static final int MOST_WAITING = 16_384;

    private static final Logger LOGGER = Logger.getLogger(UsageLog.class);

    private final LogDirectory directory;
    private final Segments segments;
    private final Upkeep upkeep;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final OpenRecords open = new OpenRecords();
    private final LongAdder lost = new LongAdder();
    private volatile boolean room = true;
    private volatile boolean closing;
    private long forced;

    /** An event for which there is no room yet, and the request that it ends, if that was opened. */
    private record Waiting(OpenRecord record, byte[] event) {}

    private UsageLog(LogDirectory directory, int segmentBytes, Segments segments) {
        this.directory = directory;
        this.segments = segments;
        this.upkeep = new Upkeep(this, directory, segmentBytes);
    }

    /**
     * A new, empty log in a directory of its own under {@code base}.
     *
     * @param segmentBytes of each segment
     * @param mostBytes of all segments together; at least four segments are allowed
     * @throws IOException when its first segments cannot be made
     */
    public static UsageLog create(Path base, int segmentBytes, long mostBytes) throws IOException {
        LogDirectory directory = LogDirectory.create(base);
        try {
            int most = Math.clamp(mostBytes / segmentBytes, Segments.LEAST, Integer.MAX_VALUE);
            Segment first = Segment.create(directory.newSegment(), segmentBytes);
            Segment spare = Segment.create(directory.newSegment(), segmentBytes);
            return new UsageLog(directory, segmentBytes, new Segments(segmentBytes, most, first, spare));
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    /** Whether new requests may be taken: what becomes of them can be written down. */
    public boolean hasRoom() {
        return room && !closing;
    }

    /** New requests may not be taken any more. */
    public void beginClosing() {
        closing = true;
    }

    /** A request is under way. Empty when there is no room to write that down. */
    public synchronized Optional<OpenRecord> opened(byte[] payload) {
        if (!write(RecordKind.OPENED, payload)) {
            return Optional.empty();
        }
        var record = new OpenRecord(payload);
        record.sequence = segments.current().sequence();
        open.add(record);
        return Optional.of(record);
    }

    /** A deployment is about to be called for it. */
    public synchronized void called(OpenRecord record, byte[] payload) {
        record.called().add(payload);
        write(RecordKind.CALLED, payload);
    }

    /** It has ended, and {@code payload} is its event. Nothing happens when it has ended before. */
    public synchronized void ended(OpenRecord record, byte[] payload) {
        if (record.hasEnded) {
            return;
        }
        record.hasEnded = true;
        if (waiting.isEmpty() && write(RecordKind.ENDED, payload)) {
            open.remove(record);
        } else {
            keepWaiting(new Waiting(record, payload));
        }
    }

    /** A request that was never opened has ended. */
    public synchronized void ended(byte[] payload) {
        if (!waiting.isEmpty() || !write(RecordKind.ENDED, payload)) {
            keepWaiting(new Waiting(null, payload));
        }
    }

    private void keepWaiting(Waiting one) {
        if (waiting.size() == MOST_WAITING || !segments.everFits(one.event.length)) {
            lost.increment();
            forget(one.record);
        } else {
            waiting.add(one);
        }
    }

    private void forget(OpenRecord record) {
        if (record != null) {
            open.remove(record);
        }
    }

    private boolean write(RecordKind kind, byte[] payload) {
        boolean isWritten = segments.append(kind, payload);
        room = segments.hasSpare();
        return isWritten;
    }

    /** Hands up to {@code most} records from {@code position} on to {@code reader}; returns the position behind them. */
    public long read(long position, int most, RecordReader reader) {
        Segment segment = segmentAt(position);
        int offset = LogPosition.offset(position);
        for (int read = 0; read < most; read++) {
            ByteBuffer payload = segment.payloadAt(offset);
            if (payload != null) {
                RecordKind kind = segment.kindAt(offset);
                offset += Segment.FRAME_BYTES + payload.remaining();
                reader.record(kind, payload, LogPosition.of(segment.sequence(), offset));
            } else if (isPast(segment, offset)) {
                segment = segmentAt(LogPosition.of(segment.sequence() + 1, offset));
                offset = Segment.HEADER_BYTES;
            } else {
                break;
            }
        }
        return LogPosition.of(segment.sequence(), offset);
    }

    private synchronized Segment segmentAt(long position) {
        return segments.at(position);
    }

    private synchronized boolean isPast(Segment segment, int offset) {
        return segment != segments.current() && offset >= segment.written();
    }

    /** Everything before {@code position} has been delivered and is no longer needed. */
    public synchronized void delivered(long position) {
        directory.delivered(position);
        for (Segment one = segments.pollBefore(position); one != null; one = segments.pollBefore(position)) {
            long sequence = one.sequence();
            boolean isCarried = open.carryOver(sequence, segments);
            segments.retire(one);
            if (!isCarried) {
                // The log was full to the last byte: what is open is in memory, and goes to where it stood.
                open.carryOver(sequence, segments);
            }
            room = segments.hasSpare();
        }
    }

    /**
     * Makes spare segments as needed, removes those that are too many, and writes down what waits. To be called every so
     * often, off the event loops, by one thread at a time.
     */
    public void maintain() {
        upkeep.run();
    }

    synchronized Segment pollSurplus() {
        return segments.pollSurplus();
    }

    synchronized boolean wantsSpare() {
        return segments.wantsSpare();
    }

    synchronized void add(Segment spare) {
        segments.addSpare(spare);
        room = true;
    }

    /** Returns whether any could be written, and others wait. */
    synchronized boolean writeWaiting() {
        int before = waiting.size();
        while (!waiting.isEmpty() && write(RecordKind.ENDED, waiting.peek().event)) {
            forget(waiting.poll().record);
        }
        return !waiting.isEmpty() && waiting.size() < before;
    }

    /** Has what was appended written to the disk, so that it survives the machine. Takes as long as the disk does. */
    public void force() {
        List<Segment> since = since(forced);
        since.forEach(Segment::force);
        forced = since.getLast().sequence();
    }

    private synchronized List<Segment> since(long sequence) {
        return segments.since(sequence);
    }

    /** Where reading begins. */
    public static long start() {
        return LogPosition.of(1, Segment.HEADER_BYTES);
    }

    /** Requests that are open. */
    public synchronized int openCount() {
        return open.count();
    }

    /** Bytes of all segments, spare ones included. */
    public synchronized long bytes() {
        return segments.bytes();
    }

    /** Events that could not be written, nor wait. */
    public long lost() {
        return lost.sum();
    }

    /** Whether everything up to {@code position} is everything, and nothing is open. */
    public synchronized boolean isExhaustedAt(long position) {
        return open.count() == 0
                && waiting.isEmpty()
                && position
                        == LogPosition.of(
                                segments.current().sequence(),
                                segments.current().written());
    }

    /** Leaves the directory to whoever comes next. Nobody may write any more, or it is lost. */
    public synchronized void close() {
        if (!waiting.isEmpty()) {
            lost.add(waiting.size());
            LOGGER.errorf("%d usage events are lost: the usage log cannot be written", waiting.size());
        }
        try {
            directory.close();
        } catch (IOException e) {
            LOGGER.warnf("the usage log was not closed: %s", e.getMessage());
        }
    }

    /** Removes it if {@link #isExhaustedAt} says that nothing in it is needed; returns whether. */
    public synchronized boolean deleteIfExhausted(long position) {
        if (!isExhaustedAt(position)) {
            return false;
        }
        try {
            directory.delete();
        } catch (IOException e) {
            LOGGER.warnf("the usage log was not removed: %s", e.getMessage());
        }
        return true;
    }
}
