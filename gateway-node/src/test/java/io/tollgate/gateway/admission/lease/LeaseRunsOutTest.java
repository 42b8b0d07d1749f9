package io.tollgate.gateway.admission.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.WhenUnavailable;
import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.AdmissionGate;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.ExactRegime;
import io.tollgate.gateway.admission.Grant;
import io.tollgate.gateway.admission.Headroom;
import io.tollgate.gateway.admission.Regime;
import io.tollgate.gateway.admission.degraded.LateCharges;
import io.tollgate.gateway.admission.degraded.LocalShare;
import io.tollgate.gateway.admission.degraded.Surroundings;
import io.tollgate.gateway.settlement.LateCommands;
import io.tollgate.gateway.settlement.OpenReservations;
import io.tollgate.gateway.settlement.Settler;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tenant far below a shared limit, whose lease runs out, by time or by tokens, while the ledger is away. */
class LeaseRunsOutTest {

    private static final int NODES = 3;
    private static final long TOKENS = 60;
    private static final long EVERY_MILLIS = 1_000;
    /** The tenant uses 0.3 % of it on this node. */
    private static final Bucket BUCKET = new Bucket("tokens", 1_200_000, 200_000);

    /** Until the guard is sure that the ledger is away. */
    private static final long NOTICED_MILLIS = 600;

    private static final ApplicableLimit LIMIT = new ApplicableLimit(
            Limit.of(LimitKind.TOKENS_PER_MINUTE, BUCKET.perMinute()).withWhenUnavailable(WhenUnavailable.LOCAL_SHARE),
            "tenant:tokens-per-minute",
            BUCKET);

    private final Map<Regime, Integer> admitted = new EnumMap<>(Regime.class);
    private int refused;

    @Test
    void shouldRefuseNobodyWheneverTheLedgerGoesAway() {
        for (long after = 0; after < 10_000; after += 333) {
            outage(20_000 + after, TOKENS);
        }
        assertThat(refused).isZero();
        assertThat(admitted.get(Regime.LEASE)).isGreaterThan(100);
        assertThat(admitted.get(Regime.DEGRADED)).isGreaterThan(100);
    }

    @Test
    void shouldRefuseNobodyWhenTheLeaseIsUsedUpAtThatMoment() {
        for (long after = 0; after < 10_000; after += 333) {
            outage(20_000 + after, 20 * TOKENS);
        }
        assertThat(refused).isZero();
        assertThat(admitted.get(Regime.DEGRADED)).isGreaterThan(100);
    }

    /** @param tokens of each request from then on */
    private void outage(long beginMillis, long tokens) {
        var ground = new LeaseGround();
        var node = new Node(ground);
        ground.becomeBusy(TOKENS, LIMIT);
        for (long passed = 0; passed < beginMillis + 40_000; passed += EVERY_MILLIS) {
            boolean isAway = passed >= beginMillis;
            ground.watched.state = isAway ? WatchedLedger.State.AWAY : WatchedLedger.State.THERE;
            node.answers = passed < beginMillis + NOTICED_MILLIS;
            count(node.admit(ground.demand(isAway ? tokens : TOKENS, LIMIT)));
            for (int tick = 0; tick < 10; tick++) {
                ground.time.pass(EVERY_MILLIS / 10);
                node.share.tick();
            }
        }
    }

    private static final class Node {
        private final LocalShare share;
        private final AdmissionGate gate;
        private boolean answers = true;

        Node(LeaseGround ground) {
            var ledger = ground.watched.ledger();
            var timeToLive = Duration.ofSeconds(30);
            var settler = new Settler(
                    ledger,
                    new OpenReservations(ledger, timeToLive, ground.time::millis),
                    new LateCommands(() -> answers, ground.time::millis));
            share = new LocalShare(
                    new Surroundings(ground.time::millis, ground.time, () -> NODES, () -> answers),
                    new LateCharges(settler, "degraded-"),
                    503);
            gate = new AdmissionGate(
                    ground.regime,
                    new ExactRegime(ledger, settler, timeToLive),
                    share,
                    new Headroom(),
                    allowance -> {});
        }

        Admission admit(Demand demand) {
            return gate.admit(demand).toCompletableFuture().join();
        }
    }

    private void count(Admission admission) {
        if (admission instanceof Admission.Granted granted) {
            Grant grant = granted.grant();
            admitted.merge(grant.regime(), 1, Integer::sum);
            grant.settle(LeaseGround.used(TOKENS));
        } else {
            refused++;
        }
    }
}
