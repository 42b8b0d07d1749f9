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
    private OpenRecord oldest() {
        return ends.after == ends ? null : ends.after;
    }

    /** Writes what stands in this segment or an earlier one down again, further on; false when there is no room for it. */
    boolean carryOver(long sequence, Segments segments) {
        for (OpenRecord record = oldest(); record != null && record.sequence <= sequence; record = oldest()) {
            boolean isWhole = segments.append(RecordKind.OPENED, record.opened());
            for (byte[] call : record.called()) {
                isWhole = isWhole && segments.append(RecordKind.CALLED, call);
            }
            if (!isWhole) {
                return false;
            }
            remove(record);
            record.sequence = segments.current().sequence();
            add(record);
        }
        return true;
    }

    int count() {
        return count;
    }
}
