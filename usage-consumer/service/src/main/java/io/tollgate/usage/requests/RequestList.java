package io.tollgate.usage.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A page of requests, newest first.
 *
 * @param requests at most as many as were asked for
 * @param next what to ask for older ones with; absent when there are none
 * @param keptFrom the first instant of which events are kept; absent unless the period begins before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestList(List<Entry> requests, String next, Instant keptFrom) {

    RequestList {
        requests = List.copyOf(requests);
    }

    /**
     * One request.
     *
     * @param cost by the card that it was priced by when it came, every digit; zero when there was none
     * @param currency of the cost; null when there was no card
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Entry(
            String id,
            Instant occurredAt,
            String tenant,
            String model,
            String deployment,
            String capacity,
            int status,
            String outcome,
            long inputTokens,
            long outputTokens,
            String cost,
            String currency) {

        RequestQuery.Place place() {
            return new RequestQuery.Place(occurredAt, id);
        }
    }
}
