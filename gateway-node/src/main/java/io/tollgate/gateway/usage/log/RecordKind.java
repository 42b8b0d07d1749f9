package io.tollgate.gateway.usage.log;

import java.util.Optional;

/** What a record says of a request. */
public enum RecordKind {
    /** It is under way; or, when it is long under way, that it still is. */
    OPENED(1),
    /** A deployment is being called for it. */
    CALLED(2),
    /** It has ended, and this is its event. */
    ENDED(3);

    private static final RecordKind[] KINDS = values();

    private final byte code;

    RecordKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<RecordKind> of(byte code) {
        return code >= 1 && code <= KINDS.length ? Optional.of(KINDS[code - 1]) : Optional.empty();
    }
}
