package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.TestRoute;
import java.util.Map;

/** A route to one backend alone, which takes a realistic time for each answer while this is open. */
final class RealisticPace implements AutoCloseable {

    private static final String BACKEND = "payg-1";

    private final TestRoute route;
    private final Backend.Change change;

    private RealisticPace(TestRoute route, Backend.Change change) {
        this.route = route;
        this.change = change;
    }

    /** The first token after 150 ms, each further one after another {@code perTokenMillis}. */
    static RealisticPace of(Stand stand, double perTokenMillis) {
        return of(stand, Map.of("mean", 150, "stdDev", 50), perTokenMillis);
    }

    /** Always after the same time, which is that of the first token. */
    static RealisticPace exactly(Stand stand, int firstTokenMillis) {
        return of(stand, firstTokenMillis, 0);
    }

    /** The first token after {@code firstToken}, a number of milliseconds or a spread. */
    static RealisticPace of(Stand stand, Object firstToken, double perTokenMillis) {
        Backend backend = stand.backends().named(BACKEND);
        var change = backend.change(
                Bodies.CHAT_MODEL,
                Map.of("latency", Map.of("timeToFirstTokenMillis", firstToken, "perTokenMillis", perTokenMillis)));
        return new RealisticPace(stand.administration().routeTo(backend, Bodies.CHAT_MODEL), change);
    }

    /** The name that callers ask for. */
    String model() {
        return route.model();
    }

    @Override
    public void close() {
        change.close();
        route.close();
    }
}
