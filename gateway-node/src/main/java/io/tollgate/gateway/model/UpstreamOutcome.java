package io.tollgate.gateway.model;

/** What one call to one deployment came to, judged by its response head or by its failure. */
public sealed interface UpstreamOutcome {

    /** The backend's status, 0 when it gave none. */
    int status();

    /** The name in events and metrics. */
    String wireName();

    /** Whether another deployment may do better. */
    boolean retriable();

    /** A 2xx head: the answer follows. */
    record Accepted(int status) implements UpstreamOutcome {
        @Override
        public String wireName() {
            return "ok";
        }

        @Override
        public boolean retriable() {
            return false;
        }
    }

    /**
     * The deployment has no room.
     *
     * @param retryAfterMillis when it will have, by its own account
     */
    record Throttled(int status, long retryAfterMillis) implements UpstreamOutcome {
        @Override
        public String wireName() {
            return "throttled";
        }

        @Override
        public boolean retriable() {
            return true;
        }
    }

    /** The backend refuses this request, and would anywhere: its 4xx answer is the caller's. */
    record Rejected(int status) implements UpstreamOutcome {
        @Override
        public String wireName() {
            return "rejected";
        }

        @Override
        public boolean retriable() {
            return false;
        }
    }

    /** 5xx, 408, or a refusal that is about our configuration: 401, 403, 404. */
    record ServerError(int status) implements UpstreamOutcome {
        @Override
        public String wireName() {
            return "server-error";
        }

        @Override
        public boolean retriable() {
            return true;
        }
    }

    /** No connection, or it broke before the head. */
    record ConnectFailed() implements UpstreamOutcome {
        @Override
        public int status() {
            return 0;
        }

        @Override
        public String wireName() {
            return "connect-failed";
        }

        @Override
        public boolean retriable() {
            return true;
        }
    }

    /** No head in time. */
    record TimedOut() implements UpstreamOutcome {
        @Override
        public int status() {
            return 0;
        }

        @Override
        public String wireName() {
            return "timed-out";
        }

        @Override
        public boolean retriable() {
            return true;
        }
    }
}
