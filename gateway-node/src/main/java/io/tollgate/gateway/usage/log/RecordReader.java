package io.tollgate.gateway.usage.log;

import java.nio.ByteBuffer;

/** Takes a record of a log that is being written. */
@FunctionalInterface
public interface RecordReader {

    /**
     * @param payload valid until the log is told that it was delivered
     * @param next the position behind the record
     */
    void record(RecordKind kind, ByteBuffer payload, long next);
}
