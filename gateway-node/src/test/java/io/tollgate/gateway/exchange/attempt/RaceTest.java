package io.tollgate.gateway.exchange.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.catalog.routing.Hedging;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A first attempt gets company after 300 ms. */
class RaceTest {

    private final AttemptWorld world = new AttemptWorld();
    private Future<Attempts.Result> result;

    @BeforeEach
    void hedge() {
        world.hedgeAfterMillis = OptionalLong.of(300);
    }

    @Test
    void shouldServeFromTheSecondAndGiveTheSlowFirstUp() {
        result = world.ask(true);
        world.timers.pass(299);
        assertThat(world.called()).containsExactly("a");
        world.timers.pass(1);
        assertThat(world.called()).containsExactly("a", "b");
        world.timers.pass(40);

        world.answer(1);

        assertThat(world.call(0).abandoned()).isEqualTo(1);
        assertThat(world.holds.getFirst().endings).containsExactly("settled 10+0");
        assertThat(world.flights.getFirst().told).containsExactly("closed");
        finish("b");
        assertThat(world.log.attempts())
                .map(attempt -> attempt.deployment() + " " + attempt.result() + " " + attempt.durationMillis())
                .containsExactly("a hedge-lost 340", "b ok 40");
    }

    @Test
    void shouldServeFromTheFirstWhenItIsFasterAfterAll() {
        result = world.ask(true);
        world.timers.pass(300);

        world.answer(0);

        assertThat(world.call(1).abandoned()).isEqualTo(1);
        finish("a");
        assertThat(world.logged()).containsExactly("a ok", "b hedge-lost");
    }

    @Test
    void shouldCallNobodyBesideAnAttemptThatIsNotSlow() {
        result = world.ask(true);
        world.timers.pass(250);
        world.answer(0);
        world.timers.pass(100);

        assertThat(world.called()).containsExactly("a");
        finish("a");
    }

    @Test
    void shouldStayAloneWhenOthersHaveSpentTheBudgetMeanwhile() {
        world.mayHedge = 0;
        result = world.ask(true);
        world.timers.pass(500);
        assertThat(world.called()).containsExactly("a");

        world.answer(0);
        finish("a");
        assertThat(world.logged()).containsExactly("a ok");
    }

    @Test
    void shouldWaitForTheOtherWhenOneFails() {
        result = world.ask(true);
        world.timers.pass(300);
        Fault.SERVER_ERROR.happen(world, world.call(0));
        assertThat(world.called()).containsExactly("a", "b");

        world.answer(1);

        finish("b");
        assertThat(world.logged()).containsExactly("a server-error", "b ok");
    }

    @Test
    void shouldGoOnOneByOneWhenBothFail() {
        result = world.ask(true);
        world.timers.pass(300);
        Fault.SERVER_ERROR.happen(world, world.call(1));
        assertThat(world.called()).containsExactly("a", "b");
        Fault.CUT_BEHIND_THE_HEAD.happen(world, world.call(0));
        assertThat(world.called()).containsExactly("a", "b", "c");
        world.timers.pass(400);

        world.answer(2);

        finish("c");
        assertThat(world.logged()).containsExactly("a cut", "b server-error", "c ok");
    }

    @Test
    void shouldNotHedgeAnAttemptThatFollowsAFailure() {
        result = world.ask(true);
        Fault.SERVER_ERROR.happen(world, world.call(0));
        world.timers.pass(500);

        assertThat(world.called()).containsExactly("a", "b");
        world.answer(1);
        finish("b");
    }

    @Test
    void shouldStayAloneWhenNobodyElseHasRoom() {
        world.full.add("b");
        world.full.add("c");
        result = world.ask(true);
        world.timers.pass(300);

        assertThat(world.called()).containsExactly("a");
        world.answer(0);
        finish("a");
    }

    @Test
    void shouldEndWhenTheFirstFailsAndNobodyElseHasRoom() {
        world.full.add("b");
        world.full.add("c");
        result = world.ask(true);
        world.timers.pass(300);
        Fault.SERVER_ERROR.happen(world, world.call(0));

        assertThat(((Attempts.Result.Nobody) result.result()).failure())
                .isEqualTo(new GatewayFailure.UpstreamFailed(false));
        world.assertNothingLeaks();
    }

    @Test
    void shouldGiveBackRoomForASecondThatIsNotNeededAnyMore() {
        result = world.ask(true);
        world.claimsWait = true;
        world.timers.pass(300);
        world.answer(0);

        world.claims.remove().complete(world.room());

        assertThat(world.called()).containsExactly("a");
        assertThat(world.holds.getLast().endings).containsExactly("released");
        finish("a");
    }

    @Test
    void shouldWaitForTheRoomOfTheSecondWhenTheFirstFailsMeanwhile() {
        result = world.ask(true);
        world.claimsWait = true;
        world.timers.pass(300);
        Fault.SERVER_ERROR.happen(world, world.call(0));
        assertThat(result.isComplete()).isFalse();

        world.claims.remove().complete(world.room());
        world.answer(1);

        finish("b");
    }

    @Test
    void shouldGiveBothUpWhenTheCallerLeaves() {
        result = world.ask(true);
        world.timers.pass(300);

        world.attempts.callerLeft();

        assertThat(((Attempts.Result.Nobody) result.result()).failure()).isEqualTo(new GatewayFailure.CallerLeft());
        assertThat(world.logged()).containsExactly("a cancelled", "b cancelled");
        world.assertNothingLeaks();
    }

    @Test
    void shouldNotHedgeWhereOneCallIsAllThatTheRouteAllows() {
        var policy = new AttemptPolicy(1, 50, AttemptWorld.DEADLINES, Optional.of(new Hedging(10, 1)));
        result = world.ask(true, AttemptWorld.route(policy, Fallbacks.NONE));
        world.timers.pass(500);

        assertThat(world.called()).containsExactly("a");
        world.answer(0);
        finish("a");
    }

    private void finish(String deployment) {
        OpenAnswer answer = ((Attempts.Result.Served) result.result()).answer();
        assertThat(answer.deployment().id()).isEqualTo(deployment);
        answer.hold().settle(10, 0, 2);
        answer.giveUp();
        world.assertNothingLeaks();
    }
}
