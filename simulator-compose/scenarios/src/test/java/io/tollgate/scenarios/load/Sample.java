package io.tollgate.scenarios.load;

/**
 * How one request went.
 *
 * @param tag of the shot
 * @param atMicros when it was due, since the run began
 * @param status HTTP status; 0 when none came
 * @param whole whether the answer was complete
 * @param streamed whether the answer came as events
 * @param headMicros from due to the head of the answer
 * @param tookMicros from due to the end
 * @param retryAfter the header of that name, or null
 * @param requestId by which Tollgate knows the request, by its header; null when no head came
 * @param deployment the one that answered, by its header; null when none did
 * @param problem what went wrong with the connection, or what a 5xx said, or null
 */
public record Sample(
        String tag,
        long atMicros,
        int status,
        boolean whole,
        boolean streamed,
        long headMicros,
        long tookMicros,
        String retryAfter,
        String requestId,
        String deployment,
        String problem) {

    /** Whether it was answered in full with 200. */
    public boolean served() {
        return status == 200 && whole;
    }
}
