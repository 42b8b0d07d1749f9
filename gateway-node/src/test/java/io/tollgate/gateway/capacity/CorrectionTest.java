package io.tollgate.gateway.capacity;

import static io.tollgate.gateway.capacity.CapacityWorld.HIGH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.backend.DeploymentCapacity;
import io.tollgate.catalog.backend.DeploymentCapacity.Weights;
import io.tollgate.gateway.model.ReportedRoom;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectionTest {

    private static final DeploymentCapacity CAPACITY =
            new DeploymentCapacity(60_000, 10_000, 600, 100, new Weights(1_000, 100, 3_000), List.of(), List.of());

    private final CapacityWorld world = new CapacityWorld(CAPACITY);

    @Test
    void shouldLowerTheAccountToWhatTheBackendReports() {
        Hold hold = hold(1_000);
        hold.answered(new ReportedRoom(0.60, -1, -1));
        assertThat(world.level()).isEqualTo(4_500);
        assertThat(world.gate.corrected()).isEqualTo(1);
    }

    @Test
    void shouldCountWhatHasRefilledSinceTheRequestArrivedThere() {
        Hold hold = hold(1_000);
        world.run(2_000);
        hold.answered(new ReportedRoom(0.60, -1, -1));
        assertThat(world.level()).isEqualTo(6_500);
    }

    @Test
    void shouldLeaveTheAccountAloneWhenTheBackendAgrees() {
        Hold hold = hold(1_000);
        hold.answered(new ReportedRoom(0.14, -1, -1));
        hold.answered(ReportedRoom.UNKNOWN);
        assertThat(world.level()).isEqualTo(9_000);
        assertThat(world.gate.corrected()).isZero();
    }

    @Test
    void shouldNeverRaiseTheAccount() {
        Hold hold = hold(9_000);
        hold.answered(new ReportedRoom(0.01, 60_000, 600));
        assertThat(world.level()).isEqualTo(1_000);
    }

    @Test
    void shouldMirrorWhatIsLeftOfTheBackendsMinute() {
        Hold hold = hold(1_000);
        hold.answered(new ReportedRoom(-1, 2_500, 3));
        assertThat(world.level()).isEqualTo(2_500);
        for (int i = 0; i < 3; i++) {
            hold(1);
        }
        assertThat(world.claim(HIGH, "t", 1)).isEqualTo(new Claim.Full(100));
    }

    @Test
    void shouldKeepEverybodyAwayForAsLongAsTheBackendAsks() {
        Hold hold = hold(1_000);
        hold.throttled(700);
        assertThat(world.claim(HIGH, "t", 100)).isEqualTo(new Claim.Full(800));
        world.run(800);
        assertThat(world.claim(HIGH, "t", 100)).isInstanceOf(Claim.Room.class);
    }

    @Test
    void shouldSettleWithWeightedUse() {
        Hold hold = hold(1_000);
        hold.settle(1_000, 600, 100);
        assertThat(world.level()).isEqualTo(10_000 - 400 - 60 - 300);
    }

    @Test
    void shouldGiveEverythingBackWhenNothingWasUsed() {
        hold(1_000).release();
        assertThat(world.level()).isEqualTo(10_000);
    }

    private Hold hold(long tokens) {
        return ((Claim.Room) world.claim(HIGH, "t", tokens)).hold();
    }
}
