package io.tollgate.gateway.usage.log;

import java.util.ArrayList;
import java.util.List;

/**
 * A request that has been opened in the log and has not ended. The log owns its fields; the holder hands it back with what
 * comes next. Part of the log's list of such requests, the one that was written first at the head.
 */
public final class OpenRecord {

    private final byte[] opened;
    private final List<byte[]> called = new ArrayList<>(1);
    long sequence;
    OpenRecord before;
    OpenRecord after;
    boolean isListed;
    boolean hasEnded;

    OpenRecord(byte[] opened) {
        this.opened = opened;
    }

    /** The payload with which it was opened. Not to be changed. */
    public byte[] opened() {
        return opened;
    }

    List<byte[]> called() {
        return called;
    }
}
