package io.tollgate.gateway.admission;

import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.util.List;

/**
 * What a request wants of every limit that applies to it, all or nothing.
 *
 * @param account the ledger account that all of the limits are in
 * @param id the request, and its reservation
 * @param limits none twice
 * @param amounts what to reserve of each, in the same order and in the limit's own unit
 */
public record Demand(String account, RequestId id, List<ApplicableLimit> limits, List<Long> amounts) {

    public Demand {
        limits = List.copyOf(limits);
        amounts = List.copyOf(amounts);
        if (limits.size() != amounts.size()) {
            throw new IllegalArgumentException("an amount for each limit");
        }
    }
}
