package io.tollgate.simulator.journal;

import java.util.List;

/** An oracle for limits: the fullest window of a given length, by time of arrival and real tokens. Pure. */
public final class SlidingWindows {
    private SlidingWindows() {}

    /**
     * The fullest window.
     *
     * @param tokens real tokens, prompt and completion, of the requests that arrived in it
     * @param requests how many these were
     * @param fromMicros arrival of its first, in microseconds since the epoch; 0 if there was none
     */
    public record Fullest(long tokens, int requests, long fromMicros) {}

    /** The fullest window of {@code lengthMicros} among {@code requests}, which are in order of arrival. */
    public static Fullest fullest(List<LoggedRequest> requests, long lengthMicros) {
        Fullest best = new Fullest(0, 0, 0);
        long sum = 0;
        int first = 0;
        for (int last = 0; last < requests.size(); last++) {
            sum += requests.get(last).outcome().tokens().total();
            while (requests.get(last).receivedMicros() - requests.get(first).receivedMicros() >= lengthMicros) {
                sum -= requests.get(first).outcome().tokens().total();
                first++;
            }
            if (sum > best.tokens()) {
                best = new Fullest(sum, last - first + 1, requests.get(first).receivedMicros());
            }
        }
        return best;
    }
}
