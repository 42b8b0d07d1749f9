package io.tollgate.gateway.exchange.attempt;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.events.Served;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.model.UpstreamOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The calls that were made for one request. Bounded by the routes' bounds on attempts. */
public final class AttemptLog {

    private final List<Entry> entries = new ArrayList<>(2);
    private final Consumer<Deployment> onCall;
    private Deployment full;
    private Deployment charged;
    private Tokens used = Tokens.NONE;

    /** @param onCall runs before each call, with the deployment that is called */
    public AttemptLog(Consumer<Deployment> onCall) {
        this.onCall = onCall;
    }

    /** One call; its end is told once. */
    public static final class Entry {
        private final Deployment deployment;
        private Served.Attempt ended;

        private Entry(Deployment deployment) {
            this.deployment = deployment;
        }

        void end(String result, int status, long durationMillis) {
            ended = new Served.Attempt(deployment.id(), result, status, durationMillis);
        }

        /** What has come of it; {@code isCancelled} when nobody waits for it any more. */
        public void end(UpstreamOutcome outcome, boolean isCancelled, long durationMillis) {
            end(isCancelled ? Attempt.CANCELLED : outcome.wireName(), outcome.status(), durationMillis);
        }
    }

    /** A call is about to be made. */
    public Entry begin(Deployment deployment) {
        onCall.accept(deployment);
        var entry = new Entry(deployment);
        entries.add(entry);
        return entry;
    }

    /** A deployment would have been called and has no room. */
    void full(Deployment deployment) {
        if (full == null && deployment.capacity() == CapacityType.PTU) {
            full = deployment;
        }
    }

    /** The PTU deployment that was preferred and had no room, if {@code served} is none itself. */
    public Optional<Deployment> spilledFrom(Deployment served) {
        return served.capacity() == CapacityType.PTU ? Optional.empty() : Optional.ofNullable(full);
    }

    /** Calls so far. */
    public int calls() {
        return entries.size();
    }

    /** A call has come to nothing, although its backend has worked for it. */
    void used(Deployment deployment, Tokens tokens) {
        if (tokens.total() >= used.total()) {
            charged = deployment;
            used = tokens;
        }
    }

    /** What the dearest of the calls has used that came to nothing; nobody pays for two. */
    public Tokens used() {
        return used;
    }

    /** The deployment of that call, or the one that was called last. */
    public Optional<Deployment> charged() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(charged == null ? entries.getLast().deployment : charged);
    }

    /** The calls that have come to something, in the order in which they began. */
    public List<Served.Attempt> attempts() {
        var attempts = new ArrayList<Served.Attempt>(entries.size());
        for (Entry entry : entries) {
            if (entry.ended != null) {
                attempts.add(entry.ended);
            }
        }
        return attempts;
    }
}
