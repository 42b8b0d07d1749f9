package io.tollgate.gateway.routing;

import io.tollgate.gateway.model.ReportedRoom;
import io.tollgate.gateway.model.UpstreamOutcome;

/**
 * One call to one deployment, from which routing learns. {@link #decided} comes at most once, {@link #close} in any case and
 * exactly once; the others in between, if there is something to tell. Confined to the request's event loop.
 */
public interface Flight {

    /** What the call came to: its first content, or why there is none. */
    void decided(UpstreamOutcome outcome);

    /** What the backend said of its own room, beside its answer. */
    default void reported(ReportedRoom room) {}

    /** The first content of a stream came so long after the call began. */
    void firstToken(long promptTokens, long nanos);

    /** All of the answer came so long after the call began. */
    void whole(long promptTokens, long outputTokens, long nanos);

    /** The call is over, however it ended. */
    void close();
}
