package io.tollgate.gateway.exchange.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.backend.OnCancel;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.catalog.routing.OnLeave;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.exchange.broken.SimulatedCalls.Answer;
import io.tollgate.gateway.exchange.broken.SimulatedCalls.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers who hang up, thousands of times, against a backend that stops then and against one that does not. */
class HangingUpTest {

    private static final int CALLS = 4_000;
    private static final Leaving NEVER_DRAINED = new Leaving(OnLeave.CANCEL, 60_000, 4L << 20, 0, 1);

    static Stream<Arguments> worlds() {
        List<Arguments> worlds = new ArrayList<>();
        for (Thinking thinking : Thinking.values()) {
            worlds.add(Arguments.of(thinking, OnCancel.STOPS, true));
            worlds.add(Arguments.of(thinking, OnCancel.CONTINUES, false));
            worlds.add(Arguments.of(thinking, OnCancel.UNKNOWN, true));
            worlds.add(Arguments.of(thinking, OnCancel.UNKNOWN, false));
        }
        return worlds.stream();
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void shouldChargeWhoAlwaysLeavesAStreamWhatWasGenerated(Thinking thinking, OnCancel declared, boolean stops) {
        var calls = new SimulatedCalls(7, Leaving.DEFAULT, declared, stops);

        for (int i = 0; i < CALLS; i++) {
            calls.leave(true, calls.draw(thinking));
        }

        assertThat(calls.share()).isBetween(0.9, 1.1);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void shouldChargeWhoStaysForShortAnswersAndLeavesLongOnes(Thinking thinking, OnCancel declared, boolean stops) {
        var calls = new SimulatedCalls(8, Leaving.DEFAULT, declared, stops);

        for (int i = 0; i < CALLS; i++) {
            calls.stay(true, new Answer(0, 30));
            calls.leave(true, calls.draw(thinking));
        }

        assertThat(calls.share()).isBetween(0.9, 1.1);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void shouldChargeWhoLeavesBeforeTheFirstContent(Thinking thinking, OnCancel declared, boolean stops) {
        var calls = new SimulatedCalls(9, Leaving.DEFAULT, declared, stops);

        for (int i = 0; i < CALLS; i++) {
            Answer answer = calls.draw(thinking);
            calls.leave(true, answer, i % 2 == 0 ? answer.firstMillis() - 1 : answer.wholeMillis() - 1);
        }

        assertThat(calls.share()).isBetween(0.9, 1.1);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void shouldChargeAnswersInOnePieceByTheBackendsCount(Thinking thinking, OnCancel declared, boolean stops) {
        var calls = new SimulatedCalls(10, Leaving.DEFAULT, declared, stops);

        for (int i = 0; i < CALLS; i++) {
            calls.leave(false, calls.draw(thinking));
        }

        assertThat(calls.share()).isEqualTo(1);
        assertThat(calls.drained).isEqualTo(CALLS);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void shouldChargeTheExpectationWhereNothingMayBeDrained(Thinking thinking, OnCancel declared, boolean stops) {
        var calls = new SimulatedCalls(11, NEVER_DRAINED, declared, stops || declared == OnCancel.STOPS);

        for (int i = 0; i < CALLS; i++) {
            calls.stay(false, calls.draw(thinking));
            calls.leave(false, calls.draw(thinking));
        }

        assertThat(calls.share()).isGreaterThan(0.9);
        if (!stops) {
            assertThat(calls.share()).isLessThan(1.1);
        }
    }

    @Test
    void shouldNotChargeAnEarlyLeaverForTheWhole() {
        for (OnCancel declared : List.of(OnCancel.STOPS, OnCancel.UNKNOWN)) {
            var calls = new SimulatedCalls(12, Leaving.DEFAULT, declared, true);
            var answer = new Answer(0, 1_000);

            Tokens used = calls.leave(true, answer, SimulatedCalls.FIRST_MILLIS + 100);

            assertThat(used.output()).as(declared.wireName()).isBetween(3L, 12L);
        }
    }

    @Test
    void shouldChargeForHiddenReasoningFromTheFirstStreamOn() {
        var calls = new SimulatedCalls(13, Leaving.DEFAULT, OnCancel.STOPS, true);
        var answer = new Answer(2_000, 99);
        long atMillis = answer.wholeMillis() - 40;

        for (int i = 0; i < 20; i++) {
            Tokens used = calls.leave(true, answer, atMillis);

            assertThat(used.output()).isBetween(2_050L, 2_105L);
            assertThat(used.reasoning()).isBetween(1_980L, 2_020L);
            assertThat(used.source()).isEqualTo(Tokens.Source.ESTIMATED);
        }
        assertThat(calls.drained).as("few are read to learn").isBetween(1L, 4L);
    }

    @Test
    void shouldReadFewStreamsOfABackendThatStops() {
        var calls = new SimulatedCalls(14, Leaving.DEFAULT, OnCancel.STOPS, true);

        for (int i = 0; i < CALLS; i++) {
            calls.leave(true, calls.draw(Thinking.NEVER));
        }

        assertThat(calls.drained).isBetween(CALLS / 200L, CALLS / 50L);
    }

    @Test
    void shouldReadEveryStreamOnARouteThatSaysSo() {
        var drain = new Leaving(OnLeave.DRAIN, 60_000, 4L << 20, 64, 0);
        var calls = new SimulatedCalls(15, drain, OnCancel.STOPS, true);

        for (int i = 0; i < 100; i++) {
            calls.leave(true, calls.draw(Thinking.SOMETIMES));
        }

        assertThat(calls.drained).isEqualTo(100);
        assertThat(calls.share()).isEqualTo(1);
    }
}
