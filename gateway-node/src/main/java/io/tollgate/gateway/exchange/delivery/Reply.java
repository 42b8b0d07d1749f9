package io.tollgate.gateway.exchange.delivery;

import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.IntConsumer;

/**
 * The way back to the caller. Either {@link #refuse} alone, or {@link #begin}, then {@link #write} any number of times,
 * then {@link #end} or {@link #breakOff}. After the caller has left every call does nothing.
 */
public interface Reply {

    /** {@code left} runs once if the caller goes away before the end. */
    void onLeave(Runnable left);

    /**
     * Refuses with the status and the OpenAI error object that belong to {@code failure}.
     *
     * @param onStatus gets the status, once, before the caller does
     */
    void refuse(GatewayFailure failure, ReplyFacts facts, IntConsumer onStatus);

    /** Sends the head: the backend's headers that a caller may see, and Tollgate's own. */
    void begin(int status, MultiMap headers, ReplyFacts facts);

    void write(Buffer chunk);

    /** Whether the caller reads more slowly than the backend sends. */
    boolean isFull();

    /** {@code resume} runs once when there is room again. */
    void onRoom(Runnable resume);

    void end();

    /** Writes {@code last} and ends. */
    void end(Buffer last);

    /**
     * The answer cannot be completed: a stream gets an error event, and in every case the caller can tell.
     *
     * @param timedOut whether it took too long
     */
    void breakOff(boolean streamed, boolean timedOut);
}
