package io.tollgate.gateway.exchange.delivery;

import static io.tollgate.gateway.exchange.attempt.AttemptWorld.CONTENT;
import static io.tollgate.gateway.exchange.attempt.AttemptWorld.DOCUMENT;
import static io.tollgate.gateway.exchange.attempt.AttemptWorld.DONE;
import static io.tollgate.gateway.exchange.attempt.AttemptWorld.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.catalog.Route;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.gateway.exchange.attempt.AttemptWorld;
import io.tollgate.gateway.exchange.attempt.Attempts;
import io.tollgate.gateway.exchange.attempt.FakeCall;
import io.tollgate.gateway.exchange.attempt.OpenAnswer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers may be silent for 60 s, and the whole request may take 600 s. */
class RelayTest {

    private final AttemptWorld world = new AttemptWorld();
    private final FakeReply reply = new FakeReply();
    private OpenAnswer answer;
    private Relay relay;
    private final List<String> endings = new ArrayList<>();
    private Consumer<Delivery> onEnding = ending -> endings.add(ending + reply.end);
    private int firstBytes;

    @AfterEach
    void close() {
        answer.close();
        assertThat(world.timers.pending()).isZero();
    }

    @Test
    void shouldPassAStreamOnByteByByte() {
        Future<Delivery> delivery = relay(true, ROLE, CONTENT, CONTENT, ": ping\n\n" + DONE);
        world.call(0).ends();

        assertThat(reply.written()).isEqualTo(ROLE + CONTENT + CONTENT + ": ping\n\n" + DONE);
        assertThat(reply.end).isEqualTo("ended");
        assertThat(delivery.result()).isEqualTo(Delivery.COMPLETED);
        assertThat(firstBytes).isEqualTo(1);
        assertThat(endings).as("known before the end was sent").containsExactly("COMPLETED");
    }

    @Test
    void shouldWriteADocumentThatIsWholeAtOnce() {
        Future<Attempts.Result> result = world.ask(false, route());
        FakeCall call = world.call(0).answers(200, "application/json").says(DOCUMENT);
        call.ends();
        start(result);

        assertThat(relay.run().result()).isEqualTo(Delivery.COMPLETED);
        assertThat(reply.writes).isEqualTo(1);
        assertThat(reply.written()).isEqualTo(DOCUMENT);
        assertThat(reply.end).isEqualTo("ended");
    }

    @Test
    void shouldPassTheRestOfALargeDocument() {
        String large = "[\"" + "x".repeat(300_000);
        Future<Delivery> delivery = relay(false, large, "y\"]");
        assertThat(reply.written()).as("before it is known how it ends").isEqualTo(large);
        world.call(0).ends();

        assertThat(reply.written()).isEqualTo(large + "y\"]");
        assertThat(delivery.result()).isEqualTo(Delivery.COMPLETED);
    }

    @Test
    void shouldEndAStreamThatIsCutBetweenTwoEvents() {
        Future<Delivery> delivery = relay(true, CONTENT, CONTENT.substring(0, 20));
        world.call(0).breaks();

        assertThat(reply.written()).isEqualTo(CONTENT);
        assertThat(reply.end).isEqualTo("broken off, streamed");
        assertThat(delivery.result()).isEqualTo(Delivery.PARTIAL);
    }

    @Test
    void shouldEndAStreamWithoutItsLastEventBetweenTwoEvents() {
        Future<Delivery> delivery = relay(true, CONTENT, CONTENT.substring(0, 20));
        world.call(0).ends();

        assertThat(reply.written()).isEqualTo(CONTENT);
        assertThat(reply.end).isEqualTo("broken off, streamed");
        assertThat(delivery.result()).isEqualTo(Delivery.PARTIAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: {\"type\":\"response.completed\",\"response\":{\"usage\":null}}\n\n",
                "data: {\"type\":\"response.incomplete\",\"response\":{\"usage\":{}}}\n\n",
                "data: {\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"server_error\"}}}\n\n"
            })
    void shouldCompleteAStreamWithItsTerminalEvent(String last) {
        Future<Delivery> delivery = relay(true, CONTENT, last);
        world.call(0).ends();

        assertThat(reply.written()).isEqualTo(CONTENT + last);
        assertThat(reply.end).isEqualTo("ended");
        assertThat(delivery.result()).isEqualTo(Delivery.COMPLETED);
    }

    @Test
    void shouldCompleteAStreamThatIsCutBehindItsTerminalEvent() {
        String last = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
        Future<Delivery> delivery = relay(true, CONTENT, last, "data: {\"choi");
        world.call(0).breaks();

        assertThat(reply.written()).isEqualTo(CONTENT + last);
        assertThat(reply.end).isEqualTo("ended");
        assertThat(delivery.result()).isEqualTo(Delivery.COMPLETED);
    }

    @Test
    void shouldCloseAnEventThatWasTooLargeToBeHeld() {
        String large = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(70_000);
        relay(true, CONTENT, large);
        world.call(0).breaks();

        assertThat(reply.written()).isEqualTo(CONTENT + large + "\n\n");
        assertThat(reply.end).isEqualTo("broken off, streamed");
    }

    @Test
    void shouldAddNothingToAnErrorOfTheBackendsOwn() {
        String error = "data: {\"error\":{\"code\":\"overloaded\"}}\n\n";
        Future<Delivery> delivery = relay(true, CONTENT, error);
        world.call(0).ends();

        assertThat(reply.written()).isEqualTo(CONTENT + error);
        assertThat(reply.end).isEqualTo("ended");
        assertThat(delivery.result()).isEqualTo(Delivery.PARTIAL);
    }

    @Test
    void shouldGiveUpAStreamThatIsSilentForTooLong() {
        Future<Delivery> delivery = relay(true, CONTENT);
        world.timers.pass(59_000);
        world.call(0).says(CONTENT);
        world.timers.pass(59_999);
        assertThat(delivery.isComplete()).isFalse();
        world.timers.pass(1);

        assertThat(delivery.result()).isEqualTo(Delivery.PARTIAL);
        assertThat(reply.end).isEqualTo("broken off, streamed, timed out");
        assertThat(world.call(0).abandoned()).isPositive();
    }

    @Test
    void shouldEndAStreamThatGoesOnForTooLong() {
        Future<Delivery> delivery = relay(true, CONTENT);
        for (int second = 0; second < 599; second += 10) {
            world.timers.pass(second == 0 ? 9_999 : 10_000);
            assertThat(delivery.isComplete()).isFalse();
            world.call(0).says(CONTENT);
        }
        world.timers.pass(1);

        assertThat(delivery.result()).isEqualTo(Delivery.PARTIAL);
        assertThat(reply.end).isEqualTo("broken off, streamed, timed out");
    }

    @Test
    void shouldReadNoFasterThanTheCallerAndNotCountThatAsSilence() {
        reply.full = true;
        Future<Delivery> delivery = relay(true, CONTENT, CONTENT);
        assertThat(world.call(0).isFlowing()).isFalse();
        world.timers.pass(120_000);
        assertThat(delivery.isComplete()).isFalse();

        reply.drain();
        assertThat(world.call(0).isFlowing()).isTrue();
        world.timers.pass(59_999);
        assertThat(delivery.isComplete()).isFalse();
        world.timers.pass(1);
        assertThat(delivery.result()).isEqualTo(Delivery.PARTIAL);
        assertThat(reply.onRooms).isEqualTo(1);
    }

    @Test
    void shouldPassNothingOnWhenTheCallerHasLeft() {
        Future<Delivery> delivery = relay(true, CONTENT);
        relay.giveUp();
        world.call(0).says(CONTENT);
        world.call(0).breaks();

        assertThat(delivery.result()).isEqualTo(Delivery.CALLER_LEFT);
        assertThat(reply.written()).isEqualTo(CONTENT);
        assertThat(reply.end).isEmpty();
        assertThat(world.call(0).abandoned()).isPositive();
    }

    @Test
    void shouldReadOnWhenTheCallerHasLeft() {
        Future<Delivery> delivery = relay(true, CONTENT);
        reply.full = true;
        world.call(0).says(CONTENT);
        assertThat(world.call(0).isFlowing()).isFalse();
        var drained = new ArrayList<Long>();

        relay.drain(drained::add);
        world.call(0).says(CONTENT + DONE).ends();

        assertThat(delivery.result()).isEqualTo(Delivery.COMPLETED);
        assertThat(reply.written()).isEqualTo(CONTENT + CONTENT);
        assertThat(drained).containsExactly((long) (CONTENT + DONE).length());
        assertThat(answer.meter().passedTokens()).isEqualTo(3);
    }

    @Test
    void shouldGiveUpWhatIsReadForNobody() {
        Future<Delivery> delivery = relay(true, CONTENT);
        relay.drain(bytes -> relay.giveUp());

        world.call(0).says(CONTENT);

        assertThat(delivery.result()).isEqualTo(Delivery.CALLER_LEFT);
        assertThat(world.call(0).abandoned()).isPositive();
    }

    @Test
    void shouldNotBeginForACallerWhoHasLeft() {
        Future<Attempts.Result> result = world.ask(true, route());
        world.call(0).answers(200, "text/event-stream").says(CONTENT);
        start(result);
        relay.giveUp();

        assertThat(relay.run().result()).isEqualTo(Delivery.CALLER_LEFT);
        assertThat(reply.written()).isEmpty();
    }

    @Test
    void shouldEndTheAnswerWhateverBecomesOfItsRecording() {
        onEnding = ending -> {
            throw new IllegalStateException("a fault of ours");
        };
        String large = "[\"" + "x".repeat(300_000);
        relay(false, large, "y\"]");
        assertThatThrownBy(() -> world.call(0).ends()).hasMessage("a fault of ours");

        assertThat(reply.written()).isEqualTo(large + "y\"]");
        assertThat(reply.end).isEqualTo("ended");
    }

    /** Lets an answer of these pieces be delivered; the first opens it. */
    private Future<Delivery> relay(boolean stream, String... pieces) {
        Future<Attempts.Result> result = world.ask(stream, route());
        FakeCall call = world.call(0).answers(200, stream ? "text/event-stream" : "application/json");
        int next = 0;
        while (!result.isComplete()) {
            call.says(pieces[next]);
            next++;
        }
        start(result);
        Future<Delivery> delivery = relay.run();
        for (; next < pieces.length; next++) {
            call.says(pieces[next]);
        }
        return delivery;
    }

    private void start(Future<Attempts.Result> result) {
        answer = ((Attempts.Result.Served) result.result()).answer();
        relay = new Relay(answer, reply, () -> firstBytes++, () -> {}, onEnding);
    }

    private static Route route() {
        return AttemptWorld.route(AttemptPolicy.DEFAULT, Fallbacks.NONE);
    }
}
