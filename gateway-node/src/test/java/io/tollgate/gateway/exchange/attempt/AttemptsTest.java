package io.tollgate.gateway.exchange.attempt;

import static io.tollgate.gateway.exchange.attempt.AttemptWorld.CONTENT;
import static io.tollgate.gateway.exchange.attempt.AttemptWorld.DEADLINES;
import static io.tollgate.gateway.exchange.attempt.AttemptWorld.DOCUMENT;
import static io.tollgate.gateway.exchange.attempt.AttemptWorld.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.gateway.capacity.Claim;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.vertx.core.Future;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {

    private final AttemptWorld world = new AttemptWorld();

    @Test
    void shouldHoldADocumentUntilItIsWhole() {
        Future<Attempts.Result> result = world.ask(false);
        world.call(0).answers(200, "application/json").says(DOCUMENT.substring(0, 20));
        assertThat(result.isComplete()).isFalse();

        world.call(0).says(DOCUMENT.substring(20)).ends();

        OpenAnswer answer = served(result);
        assertThat(answer.isEnded()).isTrue();
        assertThat(answer.held()).hasToString(DOCUMENT);
        assertThat(answer.headers().get("content-length")).isEqualTo(Integer.toString(DOCUMENT.length()));
        finish(answer);
        assertThat(world.logged()).containsExactly("a ok");
        assertThat(world.flights.getFirst().told).containsExactly("decided ok", "closed");
    }

    @Test
    void shouldPassTheVeryBufferWhenADocumentComesInOnePiece() {
        Future<Attempts.Result> result = world.ask(false);
        world.answer(0);

        assertThat(served(result).held()).isSameAs(world.call(0).last());
        finish(served(result));
    }

    @Test
    void shouldHoldAStreamUntilItsFirstContent() {
        Future<Attempts.Result> result = world.ask(true);
        world.call(0).answers(200, "text/event-stream").says(": ping\n\n").says(ROLE);
        world.timers.pass(150);
        assertThat(result.isComplete()).isFalse();

        world.call(0).says(CONTENT.substring(0, 10)).says(CONTENT.substring(10) + CONTENT.substring(0, 5));

        OpenAnswer answer = served(result);
        assertThat(answer.isEnded()).isFalse();
        assertThat(answer.held()).hasToString(": ping\n\n" + ROLE + CONTENT);
        assertThat(world.call(0).isFlowing()).isFalse();
        assertThat(world.flights.getFirst().told).containsExactly("decided ok", "first token 150");
        answer.giveUp();
        finish(answer);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldGoOnWithTheNextDeploymentWhateverHappensToAStreamBeforeItsFirstContent(Fault fault) {
        shouldGoOn(fault, true);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldGoOnWithTheNextDeploymentWhateverHappensToADocument(Fault fault) {
        shouldGoOn(fault, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "text/plain; charset=utf-8", "application/octet-stream"})
    void shouldTakeAnAnswerThatDoesNotSayWhatItIsForWhatWasAsked(String type) {
        Future<Attempts.Result> streamed = world.ask(true);
        world.call(0).answers(200, type).says(ROLE + CONTENT);
        assertThat(served(streamed).isStream()).isTrue();
        assertThat(served(streamed).headers().get("content-type")).isEqualTo("text/event-stream");
        served(streamed).giveUp();
        finish(served(streamed));

        Future<Attempts.Result> whole = world.ask(false);
        world.call(1).answers(200, type).says(DOCUMENT).ends();
        assertThat(served(whole).isStream()).isFalse();
        assertThat(served(whole).headers().get("content-type")).isEqualTo("application/json");
        finish(served(whole));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGoOnWhenWhatDoesNotSayWhatItIsIsNoAnswer(boolean stream) {
        Future<Attempts.Result> result = world.ask(stream);
        world.call(0).answers(200, "text/plain").says("<html>busy</html>").ends();
        world.answer(1);

        assertThat(world.logged()).containsExactly("a malformed", "b ok");
        served(result).giveUp();
        finish(served(result));
    }

    private void shouldGoOn(Fault fault, boolean stream) {
        Future<Attempts.Result> result = world.ask(stream);
        fault.happen(world, world.call(0));
        assertThat(result.isComplete()).isFalse();

        world.answer(1);

        OpenAnswer answer = served(result);
        assertThat(answer.deployment().id()).isEqualTo("b");
        assertThat(answer.held()).hasToString(stream ? ROLE + CONTENT : DOCUMENT);
        assertThat(world.logged()).containsExactly("a " + fault.result, "b ok");
        assertThat(world.flights.getFirst().told).containsExactly("decided " + fault.result, "closed");
        answer.giveUp();
        finish(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "SILENCE,settled 10+0",
        "CUT_IN_THE_BODY,settled 10+1",
        "THROTTLED,throttled 800",
        "SERVER_ERROR,released"
    })
    void shouldGiveRoomBackUnlessTheBackendHasHadThePrompt(Fault fault, String ending) {
        Future<Attempts.Result> result = world.ask(true);
        fault.happen(world, world.call(0));
        world.answer(1);

        assertThat(world.holds.getFirst().endings).containsExactly(ending);
        served(result).giveUp();
        finish(served(result));
    }

    @Test
    void shouldLetALargeDocumentPassFromTheBoundOn() {
        Future<Attempts.Result> result = world.ask(false);
        world.call(0).answers(200, "application/json").says("[\"" + "x".repeat(Opening.MOST_DOCUMENT_BYTES));

        OpenAnswer answer = served(result);
        assertThat(answer.isEnded()).isFalse();
        assertThat(answer.held().length()).isGreaterThan(Opening.MOST_DOCUMENT_BYTES);
        assertThat(world.call(0).isFlowing()).isFalse();
        answer.giveUp();
        finish(answer);
    }

    @Test
    void shouldNotHoldMoreOfAStreamThanTheBound() {
        Future<Attempts.Result> result = world.ask(true);
        world.call(0).answers(200, "text/event-stream");
        for (int i = 0; !result.isComplete(); i++) {
            assertThat(i).isLessThanOrEqualTo(Opening.MOST_STREAM_BYTES / 1_000);
            world.call(0).says(": " + "x".repeat(996) + "\n\n");
        }
        served(result).giveUp();
        finish(served(result));
    }

    @Test
    void shouldGiveALongPromptMoreTimeAndALongAnswerToo() {
        world.ask(true);
        world.timers.pass(1_009);
        assertThat(world.called()).containsExactly("a");
        world.timers.pass(1);
        assertThat(world.called()).containsExactly("a", "b");

        var other = new AttemptWorld();
        other.ask(false);
        other.timers.pass(1_209);
        assertThat(other.called()).containsExactly("a");
        other.timers.pass(1);
        assertThat(other.called()).containsExactly("a", "b");
    }

    @Test
    void shouldEndWhenTheWholeRequestIsOutOfTime() {
        var policy = new AttemptPolicy(6, 50, new Deadlines(50, 1_000, 0, 0, 200, 1_500), Optional.empty());
        Future<Attempts.Result> result = world.ask(true, AttemptWorld.route(policy, Fallbacks.NONE));

        world.timers.pass(1_499);
        assertThat(result.isComplete()).isFalse();
        assertThat(world.call(1).call.connectMillis()).isEqualTo(50);
        world.timers.pass(1);

        assertThat(nobody(result)).isEqualTo(new GatewayFailure.UpstreamFailed(true));
        assertThat(world.logged()).containsExactly("a timed-out", "b timed-out");
        world.assertNothingLeaks();
    }

    @Test
    void shouldMakeNoMoreCallsThanTheRouteAllows() {
        var policy = new AttemptPolicy(2, 50, DEADLINES, Optional.empty());
        Future<Attempts.Result> result = world.ask(false, AttemptWorld.route(policy, Fallbacks.NONE));
        Fault.SERVER_ERROR.happen(world, world.call(0));
        Fault.CUT_IN_THE_BODY.happen(world, world.call(1));

        assertThat(nobody(result)).isEqualTo(new GatewayFailure.UpstreamFailed(false));
        assertThat(world.called()).containsExactly("a", "b");
        world.assertNothingLeaks();
    }

    @Test
    void shouldAskTheRetryBudgetAfterFailuresAndNotForSpillover() {
        world.mayRetry = 1;
        world.full.add("b");
        Future<Attempts.Result> result = world.ask(false);
        Fault.THROTTLED.happen(world, world.call(0));
        assertThat(world.mayRetry).isEqualTo(1);
        assertThat(world.called()).containsExactly("a", "c");

        var poor = new AttemptWorld();
        poor.mayRetry = 1;
        Future<Attempts.Result> failed = poor.ask(false);
        Fault.SERVER_ERROR.happen(poor, poor.call(0));
        Fault.SERVER_ERROR.happen(poor, poor.call(1));
        assertThat(poor.called()).containsExactly("a", "b");
        assertThat(nobody(failed)).isEqualTo(new GatewayFailure.UpstreamFailed(false));
        poor.assertNothingLeaks();

        world.answer(1);
        finish(served(result));
    }

    @Test
    void shouldSayWhenThereWillBeRoomWhenThatIsAllThatIsMissing() {
        world.full.add("a");
        world.restMillis = 900;
        Future<Attempts.Result> result = world.ask(false);
        Fault.THROTTLED.happen(world, world.call(0));
        Fault.THROTTLED.happen(world, world.call(1));

        assertThat(nobody(result)).isEqualTo(new GatewayFailure.NoCapacity(700));
        world.assertNothingLeaks();
    }

    @Test
    void shouldNotSayThatThereIsNoRoomWhenSomethingFailed() {
        Future<Attempts.Result> result = world.ask(false);
        Fault.SERVER_ERROR.happen(world, world.call(0));
        Fault.THROTTLED.happen(world, world.call(1));
        Fault.THROTTLED.happen(world, world.call(2));

        assertThat(nobody(result)).isEqualTo(new GatewayFailure.UpstreamFailed(false));
    }

    @Test
    void shouldSayTooLateWhenTheLastFailureWasThat() {
        Future<Attempts.Result> result = world.ask(false);
        Fault.SERVER_ERROR.happen(world, world.call(0));
        Fault.THROTTLED.happen(world, world.call(1));
        Fault.SILENCE.happen(world, world.call(2));

        assertThat(nobody(result)).isEqualTo(new GatewayFailure.UpstreamFailed(true));
        world.assertNothingLeaks();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLeaveTheBackendAloneWhenTheCallerLeaves(boolean headHasCome) {
        Future<Attempts.Result> result = world.ask(true);
        if (headHasCome) {
            world.call(0).answers(200, "text/event-stream").says(ROLE);
        }

        world.attempts.callerLeft();

        assertThat(nobody(result)).isEqualTo(new GatewayFailure.CallerLeft());
        assertThat(world.logged()).containsExactly("a cancelled");
        assertThat(world.flights.getFirst().told).containsExactly("closed");
        assertThat(world.holds.getFirst().endings).containsExactly("settled 10+0");
        world.assertNothingLeaks();
    }

    @Test
    void shouldGiveBackRoomThatComesTooLate() {
        world.claimsWait = true;
        Future<Attempts.Result> result = world.ask(true);
        world.attempts.callerLeft();

        world.claims.remove().complete(world.room());

        assertThat(nobody(result)).isEqualTo(new GatewayFailure.CallerLeft());
        assertThat(world.calls).isEmpty();
        assertThat(world.holds.getFirst().endings).containsExactly("released");
    }

    @Test
    void shouldCallNobodyForACallerWhoHasLeft() {
        world.claimsWait = true;
        Future<Attempts.Result> result = world.ask(true);
        world.attempts.callerLeft();
        world.claims.remove().complete(new Claim.Full(5));

        assertThat(nobody(result)).isEqualTo(new GatewayFailure.CallerLeft());
        assertThat(world.claims).isEmpty();
    }

    @Test
    void shouldNotWaitLongForWhatComesWithARefusal() {
        Future<Attempts.Result> result = world.ask(false);
        world.call(0).fails(new UpstreamOutcome.ServerError(500));
        world.call(0).says("x".repeat(Drain.MOST_BYTES + 1));
        world.call(1).fails(new UpstreamOutcome.ServerError(500));
        world.answer(2);
        served(result).hold().settle(10, 0, 2);
        served(result).close();

        assertThat(world.call(0).abandoned()).isPositive();
        assertThat(world.call(1).abandoned()).isZero();
        world.timers.pass(Drain.MOST_MILLIS);
        assertThat(world.call(1).abandoned()).isPositive();
        world.assertNothingLeaks();
    }

    private static OpenAnswer served(Future<Attempts.Result> result) {
        return ((Attempts.Result.Served) result.result()).answer();
    }

    private static GatewayFailure nobody(Future<Attempts.Result> result) {
        return ((Attempts.Result.Nobody) result.result()).failure();
    }

    /** As the exchange does when the answer has been delivered. */
    private void finish(OpenAnswer answer) {
        answer.hold().settle(10, 0, 2);
        answer.close();
        world.assertNothingLeaks();
    }
}
