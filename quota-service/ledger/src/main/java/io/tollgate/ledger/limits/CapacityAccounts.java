package io.tollgate.ledger.limits;

import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.catalog.backend.DeploymentCapacity.Share;
import io.tollgate.ledger.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a deployment can take, as buckets of a ledger account of its own. Tokens are weighted. The gateway node, which
 * reserves, and the quota service, which looks on, both ask here.
 */
public final class CapacityAccounts {

    /** A cap of a minute is refilled by what its burst leaves of it; a burst is at most this part of the minute. */
    private static final int LEAST_BURSTS_PER_MINUTE = 20;

    private static final int SECONDS_PER_MINUTE = 60;

    private CapacityAccounts() {}

    /** The ledger account of a deployment. */
    public static String account(String deploymentId) {
        return "_deployment." + deploymentId;
    }

    /** What the whole deployment takes. */
    public static Bucket tokens(DeploymentCapacity capacity) {
        return new Bucket("tokens", capacity.tokensPerMinute(), capacity.tokenBurst());
    }

    /** How often the deployment can be called, when that is limited. */
    public static Optional<Bucket> requests(DeploymentCapacity capacity) {
        return capacity.requestsPerMinute() == 0
                ? Optional.empty()
                : Optional.of(new Bucket("requests", capacity.requestsPerMinute(), capacity.requestBurst()));
    }

    /** What each class is kept, in the order of {@code classes}, most urgent first; reserves of other names count nothing. */
    public static List<ClassReserve> reserves(DeploymentCapacity capacity, List<PriorityClass> classes) {
        var found = new ArrayList<ClassReserve>();
        long neverLentPerMinute = 0;
        for (PriorityClass priorityClass : classes) {
            Optional<Reserve> reserve = capacity.reserves().stream()
                    .filter(candidate -> candidate.priorityClass().equals(priorityClass.name()))
                    .findFirst();
            if (reserve.isEmpty()) {
                found.add(ClassReserve.NONE);
            } else {
                boolean kept = !reserve.get().lendable() && reserve.get().tokensPerMinute() > 0;
                neverLentPerMinute += kept ? reserve.get().tokensPerMinute() : 0;
                String id = "below:" + priorityClass.name();
                long openPerMinute = capacity.tokensPerMinute() - neverLentPerMinute;
                found.add(new ClassReserve(
                        headroomTokens(capacity, reserve.get()),
                        headroomRequests(capacity, reserve.get()),
                        kept ? Optional.of(cap(capacity, id, openPerMinute)) : Optional.empty()));
            }
        }
        return found;
    }

    /** What a workload never exceeds in any minute, unless that is all there is. */
    public static Optional<Bucket> ceiling(DeploymentCapacity capacity, Share share) {
        return share.ceilingPerMinute() >= capacity.tokensPerMinute()
                ? Optional.empty()
                : Optional.of(cap(capacity, "ceiling:" + share.tenant(), share.ceilingPerMinute()));
    }

    /** What a workload always has, when there is such. */
    public static Optional<Bucket> guarantee(DeploymentCapacity capacity, Share share) {
        long perMinute = share.guaranteePerMinute();
        return perMinute == 0
                ? Optional.empty()
                : Optional.of(new Bucket("guarantee:" + share.tenant(), perMinute, burst(capacity, perMinute)));
    }

    /** What others leave in the token bucket for a workload that comes back: a second of its guarantee. */
    public static long headroomTokens(Share share) {
        return Math.ceilDiv(share.guaranteePerMinute(), SECONDS_PER_MINUTE);
    }

    /** Every bucket that the account can have. */
    public static List<Bucket> buckets(DeploymentCapacity capacity, List<PriorityClass> classes) {
        var buckets = new ArrayList<Bucket>();
        buckets.add(tokens(capacity));
        requests(capacity).ifPresent(buckets::add);
        reserves(capacity, classes).forEach(reserve -> reserve.below().ifPresent(buckets::add));
        for (Share share : capacity.shares()) {
            ceiling(capacity, share).ifPresent(buckets::add);
            guarantee(capacity, share).ifPresent(buckets::add);
        }
        return buckets;
    }

    /** At least a second of the reserved rate; unless configured its proportionate part of the burst. */
    private static long headroomTokens(DeploymentCapacity capacity, Reserve reserve) {
        long second = Math.ceilDiv(reserve.tokensPerMinute(), SECONDS_PER_MINUTE);
        long configured = reserve.headroomTokens();
        return configured > 0 ? Math.max(configured, second) : burst(capacity, reserve.tokensPerMinute());
    }

    private static long headroomRequests(DeploymentCapacity capacity, Reserve reserve) {
        return reserve.headroomRequests() > 0
                ? reserve.headroomRequests()
                : (long) ((double) capacity.requestBurst() * reserve.tokensPerMinute() / capacity.tokensPerMinute());
    }

    /** The part of the burst that goes with a part of the rate, at least a second of it. */
    private static long burst(DeploymentCapacity capacity, long perMinute) {
        return Math.max(proportion(capacity, perMinute), Math.ceilDiv(perMinute, SECONDS_PER_MINUTE));
    }

    /** A bucket that never serves more than {@code perMinute} in any minute, its burst included. */
    private static Bucket cap(DeploymentCapacity capacity, String id, long perMinute) {
        long burst = Math.max(1, Math.min(proportion(capacity, perMinute), perMinute / LEAST_BURSTS_PER_MINUTE));
        return new Bucket(id, Math.max(1, perMinute - burst), burst);
    }

    private static long proportion(DeploymentCapacity capacity, long perMinute) {
        return (long) ((double) capacity.tokenBurst() * perMinute / capacity.tokensPerMinute());
    }
}
