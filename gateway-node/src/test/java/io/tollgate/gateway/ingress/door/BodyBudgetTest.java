package io.tollgate.gateway.ingress.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.GatewayFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private static final long MAX = 12_000_000;
    private static final long LARGE = 1_000_000;

    private final BodyBudget budget = new BodyBudget(MAX);

    @Test
    void shouldGiveAKeyAThirdATenantHalfAndLargeBodiesThreeQuarters() {
        assertThat(taken("a", "a1", LARGE, 10)).isEqualTo(4);
        assertThat(refusal("a", "a1", LARGE)).isEqualTo("key");
        assertThat(taken("a", "a2", LARGE, 10)).isEqualTo(2);
        assertThat(refusal("a", "a3", LARGE)).isEqualTo("tenant");
        assertThat(taken("b", "b1", LARGE, 10)).isEqualTo(3);
        assertThat(refusal("c", "c1", LARGE)).isEqualTo("node");
        assertThat(taken("c", "c1", BodyBudget.SMALL_BYTES, 10)).isEqualTo(10);
        assertThat(budget.heldBytes()).isEqualTo(9 * LARGE + 10 * BodyBudget.SMALL_BYTES);
    }

    @Test
    void shouldTakeNothingForWhatItRefuses() {
        BodyBudget.Share share = budget.open(caller("a", "a1"));
        assertThat(share.grow(MAX)).isPresent();
        assertThat(budget.heldBytes()).isZero();
        assertThat(share.grow(MAX / 3)).isEmpty();
        assertThat(share.grow(1)).isPresent();
        assertThat(budget.heldBytes()).isEqualTo(MAX / 3);
    }

    @Test
    void shouldGiveBackOnce() {
        BodyBudget.Share share = budget.open(caller("a", "a1"));
        share.grow(LARGE);
        share.grow(LARGE);
        BodyBudget.Share other = budget.open(caller("a", "a1"));
        other.grow(LARGE);

        share.close();
        share.close();

        assertThat(budget.heldBytes()).isEqualTo(LARGE);
        assertThat(share.grow(1)).contains(new GatewayFailure.CallerLeft());
        other.close();
        assertThat(budget.heldBytes()).isZero();
        assertThat(taken("a", "a1", LARGE, 10)).isEqualTo(4);
    }

    @Test
    void shouldComeOutEvenHoweverManyTakeAndGiveAtOnce() {
        var threads = new ArrayList<CompletableFuture<Void>>();
        for (int t = 0; t < 4; t++) {
            String key = "k" + t % 2;
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 2_000; i++) {
                    BodyBudget.Share share = budget.open(caller("a", key));
                    share.grow(LARGE);
                    share.grow(LARGE);
                    share.close();
                }
            }));
        }
        threads.forEach(CompletableFuture::join);

        assertThat(budget.heldBytes()).isZero();
        assertThat(taken("a", "k0", LARGE, 10)).isEqualTo(4);
    }

    private int taken(String tenant, String key, long bytes, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += budget.open(caller(tenant, key)).grow(bytes).isEmpty() ? 1 : 0;
        }
        return taken;
    }

    private String refusal(String tenant, String key, long bytes) {
        return ((GatewayFailure.BodiesTooLarge)
                        budget.open(caller(tenant, key)).grow(bytes).orElseThrow())
                .whose();
    }

    private static Caller caller(String tenant, String key) {
        return new Caller(
                new Tenant(tenant, tenant, "cc", true, Set.of(), List.of()),
                new ApiKey(key, tenant, "app", KeyHash.of(key), false, Optional.empty(), List.of(), Optional.empty()));
    }
}
