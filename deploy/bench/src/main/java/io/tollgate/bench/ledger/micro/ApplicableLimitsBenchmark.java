package io.tollgate.bench.ledger.micro;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.Tenant;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.ledger.limits.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Finding out which limits apply to a request. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ApplicableLimitsBenchmark {

    private static final Limit TOKENS = Limit.of(LimitKind.TOKENS_PER_MINUTE, 100_000);
    private static final Limit REQUESTS = Limit.of(LimitKind.REQUESTS_PER_MINUTE, 1_000);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final Subject rates = subject(List.of(TOKENS, REQUESTS), Optional.empty());
    private final Subject everyKind = subject(
            List.of(
                    TOKENS,
                    REQUESTS,
                    TOKENS.withModel("gpt-4o"),
                    Limit.concurrent(20),
                    Limit.perPeriod(LimitKind.TOKEN_QUOTA, 1_000_000, LimitPeriod.DAY),
                    Limit.perPeriod(LimitKind.MONEY_BUDGET, 1_000_000_000, LimitPeriod.MONTH)),
            Optional.empty());
    private final Subject perUser =
            subject(List.of(TOKENS, REQUESTS, TOKENS.forEachUser(), REQUESTS.forEachUser()), Optional.of("user-4711"));

    private static Subject subject(List<Limit> ofTenant, Optional<String> user) {
        Tenant tenant = new Tenant("tenant", "Tenant", "4711", true, Set.of(), ofTenant);
        ApiKey key = new ApiKey(
                "web-1",
                "tenant",
                "web",
                "0".repeat(64),
                false,
                Optional.empty(),
                List.of(TOKENS, REQUESTS),
                Optional.empty());
        return new Subject(tenant, Optional.empty(), key, user, "gpt-4o");
    }

    @Benchmark
    public List<ApplicableLimit> fourRates() {
        return ApplicableLimits.of(rates, NOW);
    }

    @Benchmark
    public List<ApplicableLimit> eightOfEveryKind() {
        return ApplicableLimits.of(everyKind, NOW);
    }

    @Benchmark
    public List<ApplicableLimit> sixOfWhichTwoPerUser() {
        return ApplicableLimits.of(perUser, NOW);
    }
}
