package io.tollgate.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What has really been used, and when; and the most of it in any minute. */
final class Windows {

    private static final long MINUTE = 60_000;

    private final List<long[]> used = new ArrayList<>();

    void add(long millis, long tokens) {
        used.add(new long[] {millis, tokens});
    }

    int size() {
        return used.size();
    }

    /** The most in any 60 seconds, wherever they begin. */
    long most() {
        used.sort(Comparator.comparingLong(each -> each[0]));
        long most = 0;
        long sum = 0;
        int first = 0;
        for (long[] each : used) {
            sum += each[1];
            while (used.get(first)[0] <= each[0] - MINUTE) {
                sum -= used.get(first++)[1];
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
