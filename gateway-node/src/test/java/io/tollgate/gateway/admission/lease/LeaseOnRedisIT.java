package io.tollgate.gateway.admission.lease;

import static io.tollgate.gateway.admission.lease.LeaseGround.tokens;
import static io.tollgate.gateway.admission.lease.LeaseGround.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.ledger.redis.RedisLedger;
import io.tollgate.ledger.redis.RedisLedgerConfig;
import io.tollgate.stack.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same on a real Redis. Nothing refills to speak of, so every token can be found again. */
class LeaseOnRedisIT {

    private static final long CAPACITY = 100_000_000;

    private final String account = "lease-" + UUID.randomUUID();
    private final List<ApplicableLimit> limits = List.of(
            tokens(1, CAPACITY),
            new ApplicableLimit(
                    Limit.perPeriod(LimitKind.TOKEN_QUOTA, CAPACITY, LimitPeriod.YEAR),
                    "tenant:token-quota:year",
                    new PeriodQuota("quota", CAPACITY, 4_102_444_800_000L, 4_133_980_800_000L)));
    private final RedisConnection redis =
            RedisConnection.open(TestServers.redis().url(), Duration.ofSeconds(5));
    private final Ledger ledger = new RedisLedger(redis, RedisLedgerConfig.DEFAULT, System::nanoTime);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LeaseRegime regime = new LeaseRegime(
            ledger,
            (millis, task) -> timer.schedule(task, millis, TimeUnit.MILLISECONDS),
            () -> System.nanoTime() / 1_000_000,
            registry,
            UUID.randomUUID().toString().replace("-", ""));

    @AfterEach
    void stop() {
        timer.shutdownNow();
        redis.close();
    }

    @Test
    void shouldFindEveryTokenAgainWhenTheLeaseHasBeenGivenBack() {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> !levels().isEmpty());
        List<Grant> inFlight = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Demand demand = demand(1_000);
            regime.observe(demand, levels());
            regime.tryAdmit(demand).ifPresent(inFlight::add);
            return !inFlight.isEmpty();
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            regime.tryAdmit(demand(1_000)).ifPresent(inFlight::add);
            return inFlight.size() >= 50;
        });
        int admitted = inFlight.size();
        inFlight.forEach(grant -> grant.settle(used(700)));
        Optional<Grant> released = regime.tryAdmit(demand(1_000));
        released.ifPresent(Grant::release);

        var returned = regime.close().toCompletableFuture();
        await().until(returned::isDone);

        assertThat(levels()).extracting(Level::available).allMatch(left -> left == CAPACITY - 700L * admitted);
        assertThat(registry.get("tollgate.lease.renewals")
                        .tag("result", "ok")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(2);
        assertThat(registry.get("tollgate.lease.renewals")
                        .tag("result", "failed")
                        .counter()
                        .count())
                .isZero();
    }

    private List<Level> levels() {
        return ledger.inspect(
                        account, limits.stream().map(ApplicableLimit::allowance).toList())
                .toCompletableFuture()
                .join()
                .levels();
    }

    private Demand demand(long tokens) {
        return new Demand(
                account,
                new RequestId(UUID.randomUUID().toString()),
                limits,
                limits.stream().map(limit -> tokens).toList());
    }
}
