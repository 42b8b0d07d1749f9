package io.tollgate.gateway.metering.dialect;

import java.util.List;

/**
 * A stream as some backend would send it.
 *
 * @param bytes all of it
 * @param forCaller what of it is the caller's
 * @param moments what is true after each event, and before the first
 * @param manner how it is told, for messages
 */
public record Spoken(byte[] bytes, byte[] forCaller, List<Moment> moments, String manner) {

    /** What is true once {@code bytes} have come. */
    public Moment at(int bytes) {
        Moment last = moments.getFirst();
        for (Moment moment : moments) {
            last = moment.bytes() <= bytes ? moment : last;
        }
        return last;
    }

    /** What is true once the event that is open after {@code bytes} has come whole. */
    public Moment after(int bytes) {
        return moments.stream()
                .filter(moment -> moment.bytes() >= bytes)
                .findFirst()
                .orElse(moments.getLast());
    }
}
