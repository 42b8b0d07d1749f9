package io.tollgate.bench.load;

import io.vertx.core.Future;

/** One request of a workload. Called on the event loop. */
interface Call {

    /**
     * Sends the request and records how it went.
     *
     * @param dueNanos when it should have been sent; every time is counted from here
     * @return completes, always successfully, when the answer has ended and is in {@code recording}
     */
    Future<Void> send(long dueNanos, Recording recording);
}
