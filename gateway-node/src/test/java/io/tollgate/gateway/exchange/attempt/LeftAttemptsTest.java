package io.tollgate.gateway.exchange.attempt;

import static io.tollgate.gateway.exchange.attempt.AttemptWorld.DOCUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.routing.Leaving;
import io.tollgate.catalog.routing.OnLeave;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.exchange.broken.Departure;
import io.tollgate.gateway.exchange.broken.Departures;
import io.tollgate.gateway.model.GatewayFailure;
import io.vertx.core.Future;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Attempts whose caller has left, and losers of races. A request's output has 20 tokens at most. */
class LeftAttemptsTest {

    private final AttemptWorld world = new AttemptWorld();
    private final Departures departures = new Departures(world.experience, () -> 0.5, 1);
    private Departure departure;
    private Future<Attempts.Result> result;

    @Test
    void shouldReadADocumentToItsEndAndKeepNothingOfIt() {
        result = world.ask(false);
        leave(64);
        assertThat(departure.isDrained()).isTrue();

        world.answer(0);

        OpenAnswer answer = ((Attempts.Result.Served) result.result()).answer();
        assertThat(answer.held().length()).isZero();
        assertThat(answer.meter().complete()).isTrue();
        answer.hold().settle(10, 0, 2);
        end(answer);
    }

    @Test
    void shouldTryNobodyElseForACallerWhoHasLeft() {
        result = world.ask(false);
        leave(64);

        Fault.SERVER_ERROR.happen(world, world.call(0));

        assertThat(((Attempts.Result.Nobody) result.result()).failure()).isEqualTo(new GatewayFailure.CallerLeft());
        assertThat(world.called()).containsExactly("a");
        assertThat(world.log.used()).as("of a backend that refused").isEqualTo(Tokens.NONE);
        world.assertNothingLeaks();
    }

    @Test
    void shouldChargeACallWhoseConnectionBreaksWhileNobodyWaits() {
        result = world.ask(false);
        leave(64);

        Fault.NO_CONNECTION.happen(world, world.call(0));

        assertThat(world.log.used().output()).isEqualTo(20);
        assertThat(world.holds.getFirst().endings).containsExactly("settled 10+20");
        world.assertNothingLeaks();
    }

    @Test
    void shouldHedgeNothingForACallerWhoHasLeft() {
        world.hedgeAfterMillis = OptionalLong.of(300);
        result = world.ask(false);
        leave(64);

        world.timers.pass(400);

        assertThat(world.called()).containsExactly("a");
        world.attempts.giveUp();
        world.assertNothingLeaks();
    }

    @Test
    void shouldChargeAnAnswerThatIsNotReadWithAllThatItMayHave() {
        result = world.ask(false);
        leave(0);

        assertThat(((Attempts.Result.Nobody) result.result()).failure()).isEqualTo(new GatewayFailure.CallerLeft());
        assertThat(world.log.used()).isEqualTo(new Tokens(10, 0, 20, 0, Tokens.Source.ESTIMATED));
        assertThat(world.holds.getFirst().endings).containsExactly("settled 10+20");
        world.assertNothingLeaks();
    }

    @Test
    void shouldChargeAnAnswerThatIsGivenUpAfterAllTheSame() {
        result = world.ask(false);
        leave(64);
        world.call(0).answers(200, "application/json").says(DOCUMENT.substring(0, 30));

        world.attempts.giveUp();

        assertThat(world.log.used().output()).isEqualTo(20);
        assertThat(world.holds.getFirst().endings).containsExactly("settled 10+20");
        world.assertNothingLeaks();
    }

    @Test
    void shouldChargeTheLoserOfARaceToItsDeployment() {
        world.hedgeAfterMillis = OptionalLong.of(300);
        result = world.ask(false);
        world.timers.pass(300);

        world.answer(1);

        assertThat(world.holds.getFirst().endings).containsExactly("settled 10+20");
        OpenAnswer answer = ((Attempts.Result.Served) result.result()).answer();
        answer.hold().settle(10, 0, 2);
        end(answer);
    }

    @Test
    void shouldChargeTheCallerForOneOfTwoThatRace() {
        world.hedgeAfterMillis = OptionalLong.of(300);
        result = world.ask(false);
        world.timers.pass(300);

        leave(0);

        assertThat(world.holds).allSatisfy(hold -> assertThat(hold.endings).containsExactly("settled 10+20"));
        assertThat(world.log.used().output()).isEqualTo(20);
        world.assertNothingLeaks();
    }

    @Test
    void shouldKnowNothingUnderWayBeforeACallIsMade() {
        world.claimsWait = true;
        result = world.ask(false);

        assertThat(world.attempts.underWay()).isEmpty();

        world.attempts.callerLeft();
        world.claims.remove().complete(world.room());
        assertThat(world.log.used()).isEqualTo(Tokens.NONE);
    }

    private void leave(int maxDrains) {
        departure = departures.decide(
                "gpt-4o",
                new Leaving(OnLeave.CANCEL, 1_000, 1_000, maxDrains, 0),
                world.attempts.underWay().orElseThrow());
        world.attempts.callerLeft(departure);
    }

    private void end(OpenAnswer answer) {
        answer.close();
        world.assertNothingLeaks();
    }
}
