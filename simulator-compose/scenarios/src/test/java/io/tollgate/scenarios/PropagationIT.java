package io.tollgate.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.stand.Figures;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Scenario 08: what an administrator changes is in force on every node within a second. */
class PropagationIT {

    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ROUNDS = 5;

    private final Stand stand = Stand.shared();

    @Test
    void shouldEnforceAChangedLimitOnBothNodesWithinASecond() {
        Tenant tenant = stand.administration().newTenant("change", Limit.tokens(1_000_000, 1_000_000));
        long slowestMillis = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            String limit = Integer.toString(1_000_000 + round);
            long perMinute = Long.parseLong(limit);
            long tookMillis = change(
                    tenant,
                    () -> stand.administration().limit(tenant, Limit.tokens(perMinute, perMinute)),
                    answer -> limit.equals(answer.header("x-ratelimit-limit-tokens")));
            slowestMillis = Math.max(slowestMillis, tookMillis);
        }

        Figures.say(
                "propagation", "changed limit on both nodes after at most %d ms (%d rounds)", slowestMillis, ROUNDS);
        assertThat(slowestMillis).isLessThanOrEqualTo(WITHIN.toMillis());
    }

    @Test
    void shouldRefuseARevokedKeyOnBothNodesWithinASecond() {
        long slowestMillis = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            Tenant tenant = stand.administration().newTenant("revoke");
            long tookMillis =
                    change(tenant, () -> stand.administration().revokeKey(tenant), answer -> answer.status() == 401);
            slowestMillis = Math.max(slowestMillis, tookMillis);
        }

        Figures.say("propagation", "revoked key on both nodes after at most %d ms (%d rounds)", slowestMillis, ROUNDS);
        assertThat(slowestMillis).isLessThanOrEqualTo(WITHIN.toMillis());
    }

    /**
     * Makes a change while both nodes serve the tenant.
     *
     * @return milliseconds from the administrator's call to the first call that each node answers as changed
     */
    private long change(Tenant tenant, Runnable change, Predicate<Answer> changed) {
        List<Answer> before = Crowd.run(2, 2, node -> call(node, tenant));
        assertThat(before)
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200))
                .noneMatch(changed);
        Stopwatch asked = Stopwatch.start();
        var watch = Crowd.beside(() -> Crowd.run(2, 2, node -> millisUntil(node, tenant, changed, asked)));
        change.run();
        return watch.join().stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    private long millisUntil(int node, Tenant tenant, Predicate<Answer> changed, Stopwatch asked) {
        while (!changed.test(call(node, tenant))) {
            assertThat(asked.elapsed()).isLessThan(PATIENCE);
        }
        return asked.millis();
    }

    private Answer call(int node, Tenant tenant) {
        return stand.caller(node, tenant).chat(Bodies.chat("Hello", 1));
    }
}
