package io.tollgate.bench.load;

/** Recordings that a test makes up. */
public final class Recordings {

    private Recordings() {}

    public static Recording answered(int requests, long latencyNanos) {
        var recording = new Recording();
        for (int request = 0; request < requests; request++) {
            recording.answered(latencyNanos, 100);
        }
        return recording;
    }

    public static Recording failed(int requests, String why) {
        var recording = new Recording();
        for (int request = 0; request < requests; request++) {
            recording.failed(why);
        }
        return recording;
    }
}
