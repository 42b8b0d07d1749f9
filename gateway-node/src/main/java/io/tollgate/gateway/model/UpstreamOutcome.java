package io.tollgate.gateway.model;

/** What one call to one deployment came to, judged by its response head, by its first content, or by its failure. */
public sealed interface UpstreamOutcome {

    /** A 2xx head: the answer follows. */
    record Accepted(int status) implements UpstreamOutcome {}

    /**
     * The deployment has no room.
     *
     * @param retryAfterMillis when it will have, by its own account
     */
    record Throttled(int status, long retryAfterMillis) implements UpstreamOutcome {

        /** The same, for no longer than {@code maxMillis}. */
        public Throttled cappedAt(long maxMillis) {
            return retryAfterMillis <= maxMillis ? this : new Throttled(status, maxMillis);
        }
    }

    /** The backend refuses this request, and would anywhere: its 4xx answer is the caller's. */
    record Rejected(int status) implements UpstreamOutcome {}

    /** 5xx, 408, a refusal that is about our account or configuration, or an error where an answer should be. */
    record ServerError(int status) implements UpstreamOutcome {}

    /** The call could not be put together: by our fault, not the backend's. */
    record Unsendable() implements UpstreamOutcome {}

    /** No connection, or it broke before the head. */
    record ConnectFailed() implements UpstreamOutcome {}

    /** No head, or no content, in time. */
    record TimedOut() implements UpstreamOutcome {}

    /** A head that promises an answer, and behind it none that can be read. */
    record Malformed(int status) implements UpstreamOutcome {}

    /** The connection broke between the head and the first content. */
    record Cut(int status) implements UpstreamOutcome {}

    /** The backend's status, 0 when it gave none. */
    default int status() {
        return 0;
    }

    /** The name in events and metrics. */
    default String wireName() {
        return switch (this) {
            case Accepted accepted -> "ok";
            case Throttled throttled -> "throttled";
            case Rejected rejected -> "rejected";
            case ServerError error -> "server-error";
            case Unsendable fault -> "unsendable";
            case ConnectFailed failure -> "connect-failed";
            case TimedOut timeout -> "timed-out";
            case Malformed malformed -> "malformed";
            case Cut cut -> "cut";
        };
    }

    /** Whether another deployment may do better. */
    default boolean retriable() {
        return switch (this) {
            case Accepted accepted -> false;
            case Rejected rejected -> false;
            case Throttled throttled -> true;
            case ServerError error -> true;
            case Unsendable fault -> true;
            case ConnectFailed failure -> true;
            case TimedOut timeout -> true;
            case Malformed malformed -> true;
            case Cut cut -> true;
        };
    }
}
