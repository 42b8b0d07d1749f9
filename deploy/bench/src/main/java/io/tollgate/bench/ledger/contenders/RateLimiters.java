package io.tollgate.bench.ledger.contenders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;

/** Redisson's {@code RRateLimiter}: one object and one call per limit, sent side by side; nothing is given back or settled. */
public final class RateLimiters implements Contender {

    private static final int PREPARED_AT_ONCE = 500;

    private final RedissonClient redisson;
    private final int limits;
    private List<List<RRateLimiter>> byAccount = List.of();

    public RateLimiters(RedissonClient redisson, int limits) {
        this.redisson = redisson;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "Redisson RRateLimiter: tryAcquire";
    }

    @Override
    public int limits() {
        return limits;
    }

    @Override
    public void prepare(int accounts) {
        List<List<RRateLimiter>> all = new ArrayList<>();
        List<CompletableFuture<Boolean>> set = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            List<RRateLimiter> ofAccount = new ArrayList<>();
            for (String name : Limits.names(limits)) {
                RRateLimiter limiter = redisson.getRateLimiter("rate:{bench-" + account + "}:" + name);
                set.add(limiter.trySetRateAsync(RateType.OVERALL, Limits.PER_MINUTE, Duration.ofMinutes(1))
                        .toCompletableFuture());
                ofAccount.add(limiter);
            }
            all.add(List.copyOf(ofAccount));
            if (set.size() >= PREPARED_AT_ONCE) {
                CompletableFuture.allOf(set.toArray(CompletableFuture[]::new)).join();
                set.clear();
            }
        }
        CompletableFuture.allOf(set.toArray(CompletableFuture[]::new)).join();
        byAccount = List.copyOf(all);
    }

    @Override
    public CompletionStage<Boolean> reserve(int account) {
        List<RRateLimiter> limiters = byAccount.get(account);
        CompletionStage<Boolean> granted = acquire(limiters, 0);
        for (int limit = 1; limit < limits; limit++) {
            granted = granted.thenCombine(acquire(limiters, limit), Boolean::logicalAnd);
        }
        return granted;
    }

    private CompletionStage<Boolean> acquire(List<RRateLimiter> limiters, int limit) {
        return limiters.get(limit)
                .tryAcquireAsync(Limits.amount(Limits.names(limits).get(limit)));
    }

    @Override
    public long roundTrips(RedisCounters counted) {
        return counted.scriptCalls();
    }
}
