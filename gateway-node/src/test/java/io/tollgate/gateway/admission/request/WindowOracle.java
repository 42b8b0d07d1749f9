package io.tollgate.gateway.admission.request;

import java.util.ArrayList;
import java.util.List;

/** What was really used, at the moment a backend received it; knows every sliding window. */
final class WindowOracle {

    private record Received(long atMillis, long tokens) {}

    private final List<Received> received = new ArrayList<>();

    /** In the order of time. */
    void received(long atMillis, long tokens) {
        received.add(new Received(atMillis, tokens));
    }

    long total() {
        return received.stream().mapToLong(Received::tokens).sum();
    }

    /** The most in any window of this length, wherever it begins: the worst one begins with a request. */
    long worst(long windowMillis) {
        long worst = 0;
        long inside = 0;
        int first = 0;
        for (Received last : received) {
            inside += last.tokens;
            while (received.get(first).atMillis <= last.atMillis - windowMillis) {
                inside -= received.get(first++).tokens;
            }
            worst = Math.max(worst, inside);
        }
        return worst;
    }
}
