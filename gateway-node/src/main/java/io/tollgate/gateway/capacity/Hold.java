package io.tollgate.gateway.capacity;

import io.tollgate.gateway.model.ReportedRoom;

/**
 * The room that one attempt has on a deployment. It has exactly one ending, {@link #settle}, {@link #release} or {@link
 * #throttled}; none waits for anything nor fails. Thread-safe.
 */
public interface Hold {

    /** Whether the ledger knows the deployment's room, so that nothing else needs to remember its refusals. */
    boolean isCounted();

    /** The backend answers, and says this of its room as it was when the request arrived there. */
    void answered(ReportedRoom room);

    /** The attempt used this. */
    void settle(long inputTokens, long cachedInputTokens, long outputTokens);

    /** Nothing was used. */
    void release();

    /** The backend refuses for want of room, and will have some after this; nothing was used. */
    void throttled(long retryAfterMillis);

    /** Of a deployment whose room is not counted. */
    Hold UNCOUNTED = new Hold() {
        @Override
        public boolean isCounted() {
            return false;
        }

        @Override
        public void answered(ReportedRoom room) {
            // Nothing to correct.
        }

        @Override
        public void settle(long inputTokens, long cachedInputTokens, long outputTokens) {
            // Nothing was taken.
        }

        @Override
        public void release() {
            // Nothing was taken.
        }

        @Override
        public void throttled(long retryAfterMillis) {
            // Others remember it.
        }
    };
}
