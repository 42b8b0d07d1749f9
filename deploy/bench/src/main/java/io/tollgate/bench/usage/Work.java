package io.tollgate.bench.usage;

import io.tollgate.bench.load.Exchange;
import io.tollgate.bench.system.Backend;
import io.tollgate.bench.system.Target;
import java.io.IOException;
import java.util.Locale;

/**
 * What the nodes are given to do: the same number of requests a second with and without recording, below what the core of
 * the load can make. Otherwise a node that records would find its load slower, since Kafka shares that core, and a node that
 * has less to do at once needs more for each request.
 */
enum Work {
    /** As little per event as there can be. */
    SMALLEST("requests that are answered at once", 6_000),
    /** What most users of language models send. */
    STREAM("streams of 50 chunks, one every 10 ms", 200);

    private final String description;
    private final int perSecond;

    Work(String description, int perSecond) {
        this.description = description;
        this.perSecond = perSecond;
    }

    String description() {
        return String.format(Locale.ROOT, "%s, %,d a second", description, perSecond);
    }

    int perSecond() {
        return perSecond;
    }

    void prepare(Backend backend) throws IOException {
        if (this == STREAM) {
            backend.answerSlowly();
        } else {
            backend.answerAtOnce();
        }
    }

    Exchange exchange(Backend backend, Target target) {
        return this == STREAM ? backend.streamed(target) : backend.plain(target);
    }
}
