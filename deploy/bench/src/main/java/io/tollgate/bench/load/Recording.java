package io.tollgate.bench.load;

import org.HdrHistogram.Histogram;

/** What one run of a workload saw. Confined to the event loop until the run has ended. */
public final class Recording {

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram latency = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
    private final Histogram firstByte = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
    private final Histogram chunkGap = new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
    private long answered;
    private long failed;
    private long answerBytes;
    private String firstFailure = "";
    private boolean closed;

    /** What comes later is not recorded; from here on any thread may read. */
    void close() {
        closed = true;
    }

    void answered(long latencyNanos, long bytes) {
        if (closed) {
            return;
        }
        answered++;
        answerBytes += bytes;
        latency.recordValue(bounded(latencyNanos));
    }

    void firstByte(long nanosFromDue) {
        if (closed) {
            return;
        }
        firstByte.recordValue(bounded(nanosFromDue));
    }

    void chunkGap(long nanos) {
        if (closed) {
            return;
        }
        chunkGap.recordValue(bounded(nanos));
    }

    void failed(String why) {
        if (closed) {
            return;
        }
        failed++;
        if (firstFailure.isEmpty()) {
            firstFailure = why;
        }
    }

    private static long bounded(long nanos) {
        return Math.clamp(nanos, 0, LONGEST_NANOS);
    }

    /** Answers that were complete and right. */
    public long answered() {
        return answered;
    }

    /** Requests that failed, were refused, were answered wrongly or not at all. */
    public long failed() {
        return failed;
    }

    /** Why the first of the failed ones failed, else empty. */
    public String firstFailure() {
        return firstFailure;
    }

    /** Mean size of an answer's body in bytes, 0 when there was none. */
    public long meanAnswerBytes() {
        return answered == 0 ? 0 : answerBytes / answered;
    }

    /** From due time to the end of the answer. */
    public long latencyNanos(double percentile) {
        return latency.getValueAtPercentile(percentile);
    }

    /** From due time to the first byte of a streamed answer. */
    public long firstByteNanos(double percentile) {
        return firstByte.getValueAtPercentile(percentile);
    }

    /** Between two arrivals of bytes of one stream. */
    public long chunkGapNanos(double percentile) {
        return chunkGap.getValueAtPercentile(percentile);
    }
}
