package io.tollgate.gateway.usage.log;

/** Where in a log something stands: a segment's sequence number and an offset, in one number that grows with the log. */
final class LogPosition {

    private LogPosition() {}

    static long of(long sequence, int offset) {
        return sequence << Integer.SIZE | offset;
    }

    static long sequence(long position) {
        return position >>> Integer.SIZE;
    }

    static int offset(long position) {
        return (int) position;
    }
}
