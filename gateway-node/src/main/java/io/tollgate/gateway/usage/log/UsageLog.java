package io.tollgate.gateway.usage.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
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
    private static final int SPARES = 2;

    private final LogDirectory directory;
    private final int segmentBytes;
    private final int mostSegments;
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private final Deque<Segment> spares = new ArrayDeque<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final OpenRecords open = new OpenRecords();
    private final LongAdder lost = new LongAdder();
    private Segment current;
    private volatile boolean room;
    private boolean diskComplained;
    private long forced;

    private UsageLog(LogDirectory directory, int segmentBytes, int mostSegments) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.mostSegments = mostSegments;
    }

    /**
     * A new, empty log in a directory of its own under {@code base}.
     *
     * @param segmentBytes of each segment
     * @param mostBytes of all segments together; at least four segments are allowed
     * @throws IOException when its first segments cannot be made
     */
    public static UsageLog create(Path base, int segmentBytes, long mostBytes) throws IOException {
        int mostSegments = Math.clamp(mostBytes / segmentBytes, SPARES + 2, Integer.MAX_VALUE);
        var log = new UsageLog(LogDirectory.create(base), segmentBytes, mostSegments);
        log.begin(Segment.create(log.directory.newSegment(), segmentBytes));
        log.spares.add(Segment.create(log.directory.newSegment(), segmentBytes));
        log.room = true;
        return log;
    }

    /** Whether new requests may be taken: what becomes of them can be written down. */
    public boolean hasRoom() {
        return room;
    }

    /** A request is under way. */
    public synchronized OpenRecord opened(byte[] payload) {
        var record = new OpenRecord(payload);
        write(RecordKind.OPENED, payload);
        record.sequence = current.sequence();
        open.add(record);
        return record;
    }

    /** A deployment is about to be called for it. */
    public synchronized void called(OpenRecord record, byte[] payload) {
        record.called().add(payload);
        write(RecordKind.CALLED, payload);
    }

    /** It has ended, and {@code payload} is its event. To be called once. */
    public synchronized void ended(OpenRecord record, byte[] payload) {
        open.remove(record);
        ended(payload);
    }

    /** A request that was never opened has ended. */
    public synchronized void ended(byte[] payload) {
        if (!waiting.isEmpty() || !write(RecordKind.ENDED, payload)) {
            keepWaiting(payload);
        }
    }

    private void keepWaiting(byte[] payload) {
        if (waiting.size() == MOST_WAITING || !Segment.everFits(payload.length, segmentBytes)) {
            lost.increment();
            LOGGER.errorf("a usage event is lost, %d so far: the usage log cannot be written", lost.sum());
        } else {
            waiting.add(payload);
        }
    }

    private boolean write(RecordKind kind, byte[] payload) {
        if (!Segment.everFits(payload.length, segmentBytes)) {
            return false;
        }
        if (!current.fits(payload.length)) {
            if (spares.isEmpty()) {
                room = false;
                return false;
            }
            begin(spares.poll());
            room = !spares.isEmpty();
        }
        current.append(kind, payload);
        return true;
    }

    private void begin(Segment segment) {
        long sequence = current == null ? 1 : current.sequence() + 1;
        segment.begin(sequence);
        segments.put(sequence, segment);
        current = segment;
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
        return segments.get(LogPosition.sequence(position));
    }

    private synchronized boolean isPast(Segment segment, int offset) {
        return segment != current && offset >= segment.written();
    }

    /** Everything before {@code position} has been delivered and is no longer needed. */
    public synchronized void delivered(long position) {
        directory.delivered(position);
        while (segments.firstKey() < LogPosition.sequence(position)) {
            Segment oldest = segments.pollFirstEntry().getValue();
            long sequence = oldest.sequence();
            if (carryOver(sequence)) {
                retire(oldest);
            } else {
                // A log that is full to the last byte: what is open is in memory, and goes to where it stood.
                retire(oldest);
                carryOver(sequence);
            }
        }
    }

    /** Writes what is open and stands in this segment down again, further on; false when there is no room for it. */
    private boolean carryOver(long sequence) {
        for (OpenRecord record = open.oldest(); record != null && record.sequence <= sequence; record = open.oldest()) {
            if (!write(RecordKind.OPENED, record.opened())) {
                return false;
            }
            record.called().forEach(call -> write(RecordKind.CALLED, call));
            open.remove(record);
            record.sequence = current.sequence();
            open.add(record);
        }
        return true;
    }

    private void retire(Segment segment) {
        segment.retire();
        if (spares.size() < SPARES) {
            spares.add(segment);
            room = true;
        } else {
            delete(segment);
        }
    }

    private static void delete(Segment segment) {
        try {
            segment.delete();
        } catch (IOException e) {
            LOGGER.warnf("a segment of the usage log stays behind: %s", e.getMessage());
        }
    }

    /** Makes spare segments as needed and writes down what waits. To be called every so often, off the event loops. */
    public void maintain() {
        while (wantsSpare()) {
            try {
                add(Segment.create(directory.newSegment(), segmentBytes));
                diskComplained = false;
            } catch (IOException e) {
                if (!diskComplained) {
                    LOGGER.errorf("the usage log cannot grow: %s", e.getMessage());
                    diskComplained = true;
                }
                return;
            }
        }
        writeWaiting();
    }

    private synchronized boolean wantsSpare() {
        return spares.size() < SPARES && segments.size() + spares.size() < mostSegments;
    }

    private synchronized void add(Segment spare) {
        spares.add(spare);
        room = true;
    }

    private synchronized void writeWaiting() {
        while (!waiting.isEmpty() && write(RecordKind.ENDED, waiting.peek())) {
            waiting.poll();
        }
    }

    /** Has what was appended written to the disk, so that it survives the machine. Takes as long as the disk does. */
    public void force() {
        List<Segment> since = since(forced);
        since.forEach(Segment::force);
        forced = since.getLast().sequence();
    }

    private synchronized List<Segment> since(long sequence) {
        return List.copyOf(segments.tailMap(sequence).values());
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
        return (long) (segments.size() + spares.size()) * segmentBytes;
    }

    /** Events that could not be written, nor wait. */
    public long lost() {
        return lost.sum();
    }

    /** Whether everything up to {@code position} is everything, and nothing is open. */
    public synchronized boolean isExhaustedAt(long position) {
        return open.count() == 0
                && waiting.isEmpty()
                && position == LogPosition.of(current.sequence(), current.written());
    }

    /** Leaves the directory to whoever comes next. */
    public synchronized void close() {
        try {
            directory.close();
        } catch (IOException e) {
            LOGGER.warnf("the usage log was not closed: %s", e.getMessage());
        }
    }

    /** Nothing in it is needed any more. */
    public synchronized void delete() {
        try {
            directory.delete();
        } catch (IOException e) {
            LOGGER.warnf("the usage log was not removed: %s", e.getMessage());
        }
    }
}
