package io.tollgate.gateway.usage.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** The log's segments: those in use, of which the last one is written to, and spare ones. For the holder of the log's lock. */
final class Segments {

    /** Spare segments that are made, and that are kept: making one and throwing it away costs more than its room. */
    private static final int SPARES = 2;

    private static final int MOST_SPARES = 2 * SPARES;

    /** The least a log can do with: one in use, one being delivered, and the spare ones. */
    static final int LEAST = SPARES + 2;

    private final int segmentBytes;
    private final int most;
    private final TreeMap<Long, Segment> used = new TreeMap<>();
    private final Deque<Segment> spares = new ArrayDeque<>();
    private final Deque<Segment> surplus = new ArrayDeque<>();
    private Segment current;

    Segments(int segmentBytes, int most, Segment first, Segment spare) {
        this.segmentBytes = segmentBytes;
        this.most = most;
        spares.add(first);
        spares.add(spare);
        advance();
    }

    /** Whether a record of this size could be in this log at all. */
    boolean everFits(int payloadBytes) {
        return Segment.everFits(payloadBytes, segmentBytes);
    }

    /** False when there is no room for it. */
    boolean append(RecordKind kind, byte[] payload) {
        if (!everFits(payload.length)) {
            return false;
        }
        if (!current.fits(payload.length)) {
            if (spares.isEmpty()) {
                return false;
            }
            advance();
        }
        current.append(kind, payload);
        return true;
    }

    private void advance() {
        long sequence = current == null ? 1 : current.sequence() + 1;
        Segment next = spares.poll();
        next.begin(sequence);
        used.put(sequence, next);
        current = next;
    }

    Segment current() {
        return current;
    }

    Segment at(long position) {
        return used.get(LogPosition.sequence(position));
    }

    List<Segment> since(long sequence) {
        return List.copyOf(used.tailMap(sequence).values());
    }

    /** Takes the oldest out of use if it ends before {@code position}; else null. */
    Segment pollBefore(long position) {
        return used.firstKey() < LogPosition.sequence(position)
                ? used.pollFirstEntry().getValue()
                : null;
    }

    /** What it holds is no longer needed. */
    void retire(Segment segment) {
        segment.retire();
        (spares.size() < MOST_SPARES ? spares : surplus).add(segment);
    }

    boolean hasSpare() {
        return !spares.isEmpty();
    }

    boolean wantsSpare() {
        return spares.size() < SPARES && count() < most;
    }

    void addSpare(Segment spare) {
        spares.add(spare);
    }

    /** One that is too many, to be removed; null when there is none. */
    Segment pollSurplus() {
        return surplus.poll();
    }

    private int count() {
        return used.size() + spares.size() + surplus.size();
    }

    /** Bytes of all of them. */
    long bytes() {
        return (long) count() * segmentBytes;
    }
}
