package io.tollgate.gateway.exchange.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.backend.OnCancel;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.catalog.routing.OnLeave;
import io.tollgate.events.Tokens;
import io.tollgate.gateway.support.FakeTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeparturesTest {

    private static final Leaving TWO = new Leaving(OnLeave.DRAIN, 1_000, 500, 2, 0);
    private static final Leaving SAMPLE = new Leaving(OnLeave.CANCEL, 10_000, 500, 64, 1);

    private final FakeTimers timers = new FakeTimers();
    private final Experience experience = new Experience();
    private final Departures departures = new Departures(experience, () -> 0, 3);
    private final List<String> givenUp = new ArrayList<>();

    private final Departure.Loop loop = new Departure.Loop() {
        @Override
        public Runnable after(long delayMillis, Runnable task) {
            return timers.after(delayMillis, task);
        }

        @Override
        public Consumer<Runnable> executor() {
            return Runnable::run;
        }
    };

    @Test
    void shouldDrainNoMoreOfARouteThanItSays() {
        Departure first = departures.decide("a", TWO, stream(OnCancel.STOPS, 10));
        assertThat(first.isDrained()).isTrue();
        assertThat(departures.decide("a", TWO, stream(OnCancel.STOPS, 10)).isDrained())
                .isTrue();
        assertThat(departures.decide("a", TWO, stream(OnCancel.STOPS, 10)).isDrained())
                .isFalse();

        first.end();
        first.end();

        assertThat(departures.decide("a", TWO, stream(OnCancel.STOPS, 10)).isDrained())
                .isTrue();
        assertThat(departures.drains()).isEqualTo(2);
    }

    @Test
    void shouldDrainNoMoreOnTheNodeThanItMay() {
        departures.decide("a", TWO, stream(OnCancel.STOPS, 10));
        departures.decide("b", TWO, stream(OnCancel.STOPS, 10));
        departures.decide("c", TWO, stream(OnCancel.STOPS, 10));

        assertThat(departures.decide("d", TWO, stream(OnCancel.STOPS, 10)).isDrained())
                .isFalse();
    }

    @Test
    void shouldGiveUpAfterTheTimeAndAfterTheBytesOfTheRoute() {
        Departure slow = drained(TWO, stream(OnCancel.STOPS, 10), "slow");
        Departure large = drained(TWO, stream(OnCancel.STOPS, 10), "large");

        large.read(500);
        assertThat(givenUp).isEmpty();
        large.read(1);
        assertThat(givenUp).containsExactly("large");
        timers.pass(1_000);
        assertThat(givenUp).containsExactly("large", "slow");
        slow.end();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldNotWaitForASilentStreamToLearnFromIt() {
        Departure speaking = drained(SAMPLE, stream(OnCancel.STOPS, 10), "speaking");
        timers.pass(400);
        speaking.read(5);
        timers.pass(400);
        assertThat(givenUp).isEmpty();
        timers.pass(200);
        assertThat(givenUp).containsExactly("speaking");
        speaking.end();

        Departure thinking = drained(SAMPLE, stream(OnCancel.STOPS, 0), "thinking");
        timers.pass(9_000);
        assertThat(givenUp).containsExactly("speaking");
        thinking.end();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldLetTheFirstGoWhichWasQuicklyThere() {
        var quick = new BrokenCall(kind(), OnCancel.STOPS, 8, 512, 900, 5, 0, 60, 100, 0);

        assertThat(departures.decide("a", SAMPLE, quick).isDrained()).isFalse();
        assertThat(departures.decide("a", SAMPLE, quick).isDrained()).isTrue();
    }

    @Test
    void shouldDrainNoSampleOfARouteWithoutSamples() {
        var never = new Leaving(OnLeave.CANCEL, 10_000, 500, 64, 0);

        assertThat(departures.decide("a", never, stream(OnCancel.STOPS, 10)).isDrained())
                .isFalse();
        assertThat(departures.decide("a", never, stream(OnCancel.STOPS, 10)).isDrained())
                .isFalse();
    }

    @Test
    void shouldGiveUpAllWhenTheNodeEnds() throws InterruptedException {
        Departure first = departures.decide("a", TWO, stream(OnCancel.STOPS, 10));
        try (var elsewhere = Executors.newSingleThreadExecutor()) {
            first.begin(
                    new Departure.Loop() {
                        @Override
                        public Runnable after(long delayMillis, Runnable task) {
                            return () -> {};
                        }

                        @Override
                        public Consumer<Runnable> executor() {
                            return elsewhere::execute;
                        }
                    },
                    first::end);

            departures.endAll(Duration.ofSeconds(10));
        }

        assertThat(departures.drains()).isZero();
        assertThat(departures.decide("a", TWO, stream(OnCancel.STOPS, 10)).isDrained())
                .as("another one")
                .isFalse();
    }

    @Test
    void shouldChargeWhatIsReportedOfAStreamThatIsReadForItsCaller() {
        Departure departure = departures.decide("a", TWO, stream(OnCancel.STOPS, 10));
        var reported = new Tokens(8, 4, 100, 20, Tokens.Source.REPORTED);

        assertThat(departure.reported(reported, whole(100, 20, 80))).isEqualTo(reported);
    }

    @Test
    void shouldChargeOfAStreamThatIsReadToLearnWhatThereWasThen() {
        Departure departure = departures.decide("a", SAMPLE, stream(OnCancel.STOPS, 10));
        var reported = new Tokens(8, 4, 100, 20, Tokens.Source.REPORTED);

        assertThat(departure.reported(reported, whole(100, 20, 80)))
                .isEqualTo(new Tokens(8, 4, 30, 20, Tokens.Source.ESTIMATED));
    }

    @Test
    void shouldCountInWhatIsUnderWayToACallerWhoDoesNotRead() {
        experience.learn(whole(400, 0, 400));
        var paused = new BrokenCall(kind(), OnCancel.STOPS, 8, 512, 900, 100, 0, 200, 1_000, 500);

        assertThat(experience.soFar(paused).output()).isEqualTo(150);
        assertThat(experience
                        .soFar(new BrokenCall(kind(), OnCancel.STOPS, 8, 512, 900, 100, 0, 200, 1_000, 60_000))
                        .output())
                .as("not more than such calls have")
                .isEqualTo(400);
    }

    @Test
    void shouldSayThatItHasCountedWhatItHasCounted() {
        Tokens counted = experience.soFar(stream(OnCancel.STOPS, 10));

        assertThat(counted).isEqualTo(new Tokens(8, 0, 10, 0, Tokens.Source.COUNTED));
    }

    @Test
    void shouldBelieveABackendThatTellsOnTheWay() {
        experience.learn(whole(400, 200, 200));
        var told = new BrokenCall(kind(), OnCancel.STOPS, 8, 512, 900, 10, 70, 3_000, 1_000, 0);

        assertThat(experience.soFar(told)).isEqualTo(new Tokens(8, 0, 70, 0, Tokens.Source.COUNTED));
    }

    @Test
    void shouldNotTrustTheBoundOfACallWithMoreThanPassed() {
        assertThat(experience.soFar(stream(OnCancel.STOPS, 2_000)).output()).isEqualTo(2_000);
    }

    @Test
    void shouldTakeAnAnswerInOnePieceForWholeUnlessTheBackendStops() {
        experience.learn(
                new WholeCall(CallKind.of("t", "d", false, OptionalLong.of(900)), 300, 0, 300, 3_000, 3_000, 0));

        assertThat(experience.givenUp(document(OnCancel.UNKNOWN)).output()).isEqualTo(300);
        assertThat(experience.givenUp(document(OnCancel.CONTINUES)).output()).isEqualTo(300);
        assertThat(experience.givenUp(document(OnCancel.STOPS)).output()).isEqualTo(100);
    }

    @Test
    void shouldKnowNothingOfCallsOfAnotherMagnitude() {
        experience.learn(new WholeCall(CallKind.of("t", "d", false, OptionalLong.of(5)), 5, 0, 5, 100, 100, 0));

        assertThat(experience.givenUp(document(OnCancel.UNKNOWN)).output()).isEqualTo(512);
    }

    private Departure drained(Leaving policy, BrokenCall call, String name) {
        Departure departure = departures.decide("a", policy, call);
        departure.begin(loop, () -> {
            givenUp.add(name);
            departure.end();
        });
        return departure;
    }

    private static BrokenCall stream(OnCancel onCancel, long passed) {
        return new BrokenCall(kind(), onCancel, 8, 512, 900, passed, 0, 3_000, 1_000, 0);
    }

    private static BrokenCall document(OnCancel onCancel) {
        return new BrokenCall(
                CallKind.of("t", "d", false, OptionalLong.of(900)), onCancel, 8, 512, 900, 0, 0, 1_000, 0, 0);
    }

    private static CallKind kind() {
        return CallKind.of("t", "d", true, OptionalLong.of(900));
    }

    private static WholeCall whole(long output, long reasoning, long passed) {
        return new WholeCall(kind(), output, reasoning, passed, 3_000, 8_000, 0);
    }
}
