package io.tollgate.ledger.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Reserve;
import io.tollgate.catalog.backend.DeploymentCapacity.Share;
import io.tollgate.catalog.backend.DeploymentCapacity.Weights;
import io.tollgate.ledger.Bucket;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityAccountsTest {

    private static final List<PriorityClass> CLASSES = PriorityClass.DEFAULT;

    @Test
    void shouldNameTheAccountAfterTheDeployment() {
        assertThat(CapacityAccounts.account("ptu-1")).isEqualTo("_deployment.ptu-1");
    }

    @Test
    void shouldNameEveryBucketOnce() {
        var capacity = new DeploymentCapacity(
                60_000,
                6_000,
                600,
                100,
                Weights.EQUAL,
                List.of(new Reserve("interactive", 18_000, 0, 0, false), new Reserve("standard", 6_000, 0, 0, true)),
                List.of(new Share("t1", 6_000, 30_000, 1), new Share("t2", 0, 60_000, 1)));
        assertThat(CapacityAccounts.buckets(capacity, CLASSES))
                .containsExactly(
                        new Bucket("tokens", 60_000, 6_000),
                        new Bucket("requests", 600, 100),
                        new Bucket("below:interactive", 42_000 - 2_100, 2_100),
                        new Bucket("ceiling:t1", 30_000 - 1_500, 1_500),
                        new Bucket("guarantee:t1", 6_000, 600));
    }

    @Test
    void shouldServeNoMoreInAMinuteThanACapSaysItsBurstIncluded() {
        Bucket below = reserves(100_000, 3_333, new Reserve("interactive", 30_000, 0, 0, false))
                .getFirst()
                .below()
                .orElseThrow();
        assertThat(below).isEqualTo(new Bucket("below:interactive", 67_667, 2_333));
    }

    @Test
    void shouldAddUpWhatIsNeverLent() {
        List<ClassReserve> reserves = reserves(
                100_000,
                1_000,
                new Reserve("interactive", 30_000, 0, 0, false),
                new Reserve("standard", 70_000, 0, 0, false));
        assertThat(reserves.get(0).below()).contains(new Bucket("below:interactive", 69_300, 700));
        assertThat(reserves.get(1).below()).contains(new Bucket("below:standard", 1, 1));
        assertThat(reserves.get(2)).isEqualTo(ClassReserve.NONE);
    }

    @Test
    void shouldKeepAProportionateHeadroomUnlessConfigured() {
        var proportionate = new Reserve("interactive", 30_000, 0, 0, true);
        var configured = new Reserve("interactive", 30_000, 800, 5, true);
        var tooLittle = new Reserve("interactive", 30_000, 10, 5, true);
        assertThat(reserves(100_000, 3_333, proportionate).getFirst()).isEqualTo(headroom(999, 30));
        assertThat(reserves(100_000, 100, proportionate).getFirst()).isEqualTo(headroom(500, 30));
        assertThat(reserves(100_000, 3_333, configured).getFirst()).isEqualTo(headroom(800, 5));
        assertThat(reserves(100_000, 3_333, tooLittle).getFirst()).isEqualTo(headroom(500, 5));
    }

    @Test
    void shouldStayExactEnoughForTheLargestCapacities() {
        long most = 1_000_000_000;
        List<ClassReserve> reserves = reserves(most, most, new Reserve("interactive", most / 2, 0, 0, true));
        assertThat(reserves.getFirst().headroomTokens()).isEqualTo(most / 2);
    }

    private static List<ClassReserve> reserves(long perMinute, long burst, Reserve... reserves) {
        var capacity = new DeploymentCapacity(perMinute, burst, 600, 100, Weights.EQUAL, List.of(reserves), List.of());
        return CapacityAccounts.reserves(capacity, CLASSES);
    }

    private static ClassReserve headroom(long tokens, long requests) {
        return new ClassReserve(tokens, requests, java.util.Optional.empty());
    }
}
