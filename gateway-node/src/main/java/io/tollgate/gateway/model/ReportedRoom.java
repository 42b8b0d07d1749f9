package io.tollgate.gateway.model;

/**
 * What a backend says of its own room in the headers of an answer, as of the arrival of the request.
 *
 * @param utilisation of provisioned capacity, 1 is full and more is possible; negative when it does not say
 * @param remainingTokens left in its minute; negative when it does not say
 * @param remainingRequests left in its minute; negative when it does not say
 */
public record ReportedRoom(double utilisation, long remainingTokens, long remainingRequests) {

    /** It says nothing. */
    public static final ReportedRoom UNKNOWN = new ReportedRoom(-1, -1, -1);
}
