package io.tollgate.gateway.exchange.attempt;

import io.vertx.core.buffer.Buffer;

/** Takes what is behind the part of an answer that was held back. */
public interface AnswerSink {

    /** The next bytes, as the backend sent them. */
    void chunk(Buffer chunk);

    /** The backend has said everything. */
    void end();

    /** The backend has broken off, or is too late and is given up. May come more than once; what comes after the first is of no account. */
    void broken(boolean timedOut);
}
