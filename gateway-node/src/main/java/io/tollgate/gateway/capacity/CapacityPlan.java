package io.tollgate.gateway.capacity;

import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Share;
import io.tollgate.catalog.backend.DeploymentCapacity.Weights;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.limits.CapacityAccounts;
import io.tollgate.ledger.limits.ClassReserve;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment's capacity, worked out once per configuration: which buckets an attempt takes from, and what it has to leave
 * in them. Immutable.
 */
final class CapacityPlan {

    /** A reservation has room for so many debits beside those of the deployment and of a share. */
    private static final int MOST_CAPS = 12;

    final Bucket tokens;
    final Optional<Bucket> requests;
    private final DeploymentCapacity capacity;
    private final List<PriorityClass> classes;
    private final List<ClassReserve> reserves;
    private final Map<String, Workload> workloads = new HashMap<>();

    /** Of all guarantees, the asker's own too: else what it borrows and then its guarantee take what others must find. */
    private final long guaranteedHeadroom;

    CapacityPlan(DeploymentCapacity capacity, List<PriorityClass> classes) {
        this.capacity = capacity;
        this.classes = classes;
        this.tokens = CapacityAccounts.tokens(capacity);
        this.requests = CapacityAccounts.requests(capacity);
        this.reserves = CapacityAccounts.reserves(capacity, classes);
        long headroom = 0;
        for (Share share : capacity.shares()) {
            headroom += CapacityAccounts.headroomTokens(share);
            workloads.put(
                    share.tenant(),
                    new Workload(
                            share,
                            CapacityAccounts.ceiling(capacity, share),
                            CapacityAccounts.guarantee(capacity, share)));
        }
        this.guaranteedHeadroom = headroom;
    }

    /** A tenant with a share. */
    record Workload(Share share, Optional<Bucket> ceiling, Optional<Bucket> guarantee) {}

    /** On which ground an attempt takes tokens. */
    enum Ground {
        /** Within the guarantee of its workload: it may use all headroom. */
        GUARANTEED,
        /** What is free beyond all headroom that others have. */
        FREE
    }

    boolean isOf(DeploymentCapacity otherCapacity, List<PriorityClass> otherClasses) {
        return capacity.equals(otherCapacity) && classes.equals(otherClasses);
    }

    Optional<Workload> workload(String tenant) {
        return Optional.ofNullable(workloads.get(tenant));
    }

    /** Weighted, rounded up. */
    long weigh(long inputTokens, long cachedInputTokens, long outputTokens) {
        Weights weights = capacity.weights();
        long thousandths = (inputTokens - cachedInputTokens) * weights.input()
                + cachedInputTokens * weights.cachedInput()
                + outputTokens * weights.output();
        return Math.clamp(Math.ceilDiv(thousandths, 1_000L), 0, Bucket.MOST);
    }

    /** The deployment's tokens first. Nothing here is more than its bucket can hold, so that none is shut out for good. */
    List<Debit> debits(int rank, String tenant, long weightedTokens, Ground ground) {
        Optional<Workload> workload = workload(tenant);
        boolean guaranteed = ground == Ground.GUARANTEED;
        var debits = new ArrayList<Debit>(6);
        long floor = guaranteed ? 0 : headroomAbove(rank, 0) + guaranteedHeadroom;
        debits.add(debit(tokens, weightedTokens, floor));
        requests.ifPresent(bucket -> debits.add(debit(bucket, 1, guaranteed ? 0 : requestHeadroomAbove(rank))));
        for (int above = 0, caps = 0; above < rank && caps < MOST_CAPS; above++) {
            if (reserves.get(above).below().isPresent()) {
                caps++;
                debits.add(debit(
                        reserves.get(above).below().get(),
                        weightedTokens,
                        guaranteed ? 0 : headroomAbove(rank, above + 1)));
            }
        }
        workload.flatMap(Workload::ceiling).ifPresent(bucket -> debits.add(debit(bucket, weightedTokens, 0)));
        if (guaranteed) {
            debits.add(debit(workload.flatMap(Workload::guarantee).orElseThrow(), weightedTokens, 0));
        }
        return debits;
    }

    private static Debit debit(Bucket bucket, long amount, long floor) {
        long most = Math.min(amount, bucket.capacity());
        return new Debit(bucket, most, Math.min(floor, bucket.capacity() - most), Debit.Role.REQUIRED);
    }

    /** What classes from {@code first} on that are more urgent than {@code rank} must find. */
    private long headroomAbove(int rank, int first) {
        long sum = 0;
        for (int above = first; above < rank; above++) {
            sum += reserves.get(above).headroomTokens();
        }
        return sum;
    }

    private long requestHeadroomAbove(int rank) {
        long sum = 0;
        for (int above = 0; above < rank; above++) {
            sum += reserves.get(above).headroomRequests();
        }
        return sum;
    }
}
