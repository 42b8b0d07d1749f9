package io.tollgate.bench.ledger.contenders;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.redisson.Bucket4jRedisson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/**
 * bucket4j on Redis: it reads the bucket, takes from it here and writes it back if nobody else has, one bucket per limit,
 * side by side; nothing is given back or settled.
 */
public final class Bucket4jBuckets implements Contender {

    private static final BucketConfiguration CONFIGURATION = BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(Limits.PER_MINUTE).refillGreedy(Limits.PER_MINUTE, Duration.ofMinutes(1)))
            .build();

    private final AsyncProxyManager<String> proxies;
    private final int limits;
    private List<List<AsyncBucketProxy>> byAccount = List.of();

    /** A contender on {@code redisson}, which must be Redisson's own client: bucket4j uses its inside. */
    public Bucket4jBuckets(RedissonClient redisson, int limits) {
        this.limits = limits;
        this.proxies = Bucket4jRedisson.casBasedBuilder(((Redisson) redisson).getCommandExecutor())
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofHours(1)))
                .build()
                .asAsync();
    }

    @Override
    public String name() {
        return "bucket4j on Redisson: tryConsume";
    }

    @Override
    public int limits() {
        return limits;
    }

    @Override
    public void prepare(int accounts) {
        List<List<AsyncBucketProxy>> all = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            List<AsyncBucketProxy> ofAccount = new ArrayList<>();
            for (String name : Limits.names(limits)) {
                ofAccount.add(proxies.builder()
                        .build(
                                "bucket:{bench-" + account + "}:" + name,
                                () -> CompletableFuture.completedFuture(CONFIGURATION)));
            }
            all.add(List.copyOf(ofAccount));
        }
        byAccount = List.copyOf(all);
    }

    @Override
    public CompletionStage<Boolean> reserve(int account) {
        List<AsyncBucketProxy> buckets = byAccount.get(account);
        CompletionStage<Boolean> granted = consume(buckets, 0);
        for (int limit = 1; limit < limits; limit++) {
            granted = granted.thenCombine(consume(buckets, limit), Boolean::logicalAnd);
        }
        return granted;
    }

    private CompletionStage<Boolean> consume(List<AsyncBucketProxy> buckets, int limit) {
        return buckets.get(limit).tryConsume(Limits.amount(Limits.names(limits).get(limit)));
    }

    /** Every compare-and-set is a script that reads the bucket once more, so Redis has counted as many reads as commands. */
    @Override
    public long roundTrips(RedisCounters counted) {
        return counted.callsOf("get");
    }
}
