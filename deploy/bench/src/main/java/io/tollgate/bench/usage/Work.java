package io.tollgate.bench.usage;

import io.tollgate.bench.load.Exchange;
import io.tollgate.bench.system.Backend;
import io.tollgate.bench.system.Target;
import java.io.IOException;

/** What the nodes are given to do. */
enum Work {
    /** As little per event as there can be, from as many callers as keep the core busy. */
    SMALLEST("requests that are answered at once", 32),
    /** What most users of language models send. */
    STREAM("streams of 50 chunks, one every 10 ms", 200);

    private final String description;
    private final int callers;

    Work(String description, int callers) {
        this.description = description;
        this.callers = callers;
    }

    String description() {
        return description;
    }

    int callers() {
        return callers;
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
