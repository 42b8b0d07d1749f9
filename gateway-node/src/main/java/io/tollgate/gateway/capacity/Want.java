package io.tollgate.gateway.capacity;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.ledger.ReservationId;
import java.util.List;

/**
 * What one attempt wants of a deployment that has limits.
 *
 * @param deployment with limits
 * @param classes the catalog's, most urgent first
 * @param rank the request's class, as a position in {@code classes}
 * @param tenant whose workload it is
 * @param id of this attempt alone
 * @param inputTokens estimated
 * @param outputTokens as the backend counts them in advance: the request's own bound, else the expectation
 */
public record Want(
        Deployment deployment,
        List<PriorityClass> classes,
        int rank,
        String tenant,
        ReservationId id,
        long inputTokens,
        long outputTokens) {}
