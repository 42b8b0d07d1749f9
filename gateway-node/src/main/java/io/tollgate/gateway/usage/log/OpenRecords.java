package io.tollgate.gateway.usage.log;

/** The requests that are open, in the order in which they stand in the log. For the holder of the log's lock. */
final class OpenRecords {

    private final OpenRecord ends = new OpenRecord(new byte[0]);
    private int count;

    OpenRecords() {
        ends.before = ends;
        ends.after = ends;
    }

    void add(OpenRecord record) {
        record.before = ends.before;
        record.after = ends;
        ends.before.after = record;
        ends.before = record;
        record.isListed = true;
        count++;
    }

    /** Whether it was there. */
    boolean remove(OpenRecord record) {
        if (!record.isListed) {
            return false;
        }
        record.before.after = record.after;
        record.after.before = record.before;
        record.isListed = false;
        count--;
        return true;
    }

    /** The one whose record is oldest, or null. */
    OpenRecord oldest() {
        return ends.after == ends ? null : ends.after;
    }

    int count() {
        return count;
    }
}
