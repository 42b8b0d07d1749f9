package io.tollgate.gateway.admission.waiting;

import static io.tollgate.catalog.LimitKind.REQUESTS_PER_MINUTE;
import static io.tollgate.catalog.LimitKind.TOKENS_PER_MINUTE;
import static io.tollgate.catalog.LimitKind.TOKEN_QUOTA;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.AdmissionGate;
import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.Demand;
import io.tollgate.gateway.admission.ExactRegime;
import io.tollgate.gateway.admission.Fallback;
import io.tollgate.gateway.admission.Headroom;
import io.tollgate.gateway.admission.LocalRegime;
import io.tollgate.gateway.admission.request.AdmissionRequest;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.settlement.LateCommands;
import io.tollgate.gateway.settlement.OpenReservations;
import io.tollgate.gateway.settlement.Settler;
import io.tollgate.gateway.support.Callers;
import io.tollgate.gateway.support.FakeTimers;
import io.tollgate.gateway.support.Requests;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private static final int URGENT = 0;
    private static final int USUAL = 1;

    /** Refills one token in 10 ms, and holds a thousand. */
    private static final Caller RATE = Callers.limited(List.of(new Limit(TOKENS_PER_MINUTE, 6_000, 1_000)), List.of());

    private final FakeTimers timers = new FakeTimers();
    private final InMemoryLedger ledger = new InMemoryLedger(() -> Instant.ofEpochMilli(timers.nowMillis()));
    private final OpenReservations open = new OpenReservations(ledger, Duration.ofMinutes(10), timers::nowMillis);
    private final AdmissionGate gate = new AdmissionGate(
            LocalRegime.NONE,
            new ExactRegime(
                    ledger,
                    new Settler(ledger, open, new LateCommands(() -> true, timers::nowMillis)),
                    Duration.ofMinutes(10)),
            Fallback.CLOSED,
            new Headroom(),
            shadow -> {});
    private Function<Demand, CompletionStage<Admission>> asked = gate::admit;
    private int timesAsked;
    private final WaitingRoom room = new WaitingRoom(
            demand -> {
                timesAsked++;
                return asked.apply(demand);
            },
            timers,
            timers::nowMillis);
    private final List<String> served = new ArrayList<>();
    private Runnable callerLeaves;

    @Test
    void shouldLetARequestInAtTheMomentThereIsEnough() {
        enter("first", RATE, 1_000, 0);
        enter("second", RATE, 200, 2_000);
        assertThat(room.waiting()).isEqualTo(1);

        timers.pass(1_999);
        assertThat(served).containsExactly("first");
        timers.pass(1);

        assertThat(served).containsExactly("first", "second");
        assertThat(room.waiting()).isZero();
        assertThat(timers.pending()).isZero();
        assertThat(timesAsked).isEqualTo(3);
    }

    @Test
    void shouldRefuseAtOnceWhatWouldWaitInVain() {
        enter("first", RATE, 1_000, 0);

        CompletableFuture<Admission> second = enter("second", RATE, 200, 1_999);

        assertThat(denied(second).retryAfterMillis()).isEqualTo(2_000);
        assertThat(room.waiting()).isZero();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldServeThoseWhoCameFirstFirst() {
        enter("full", RATE, 1_000, 0);
        enter("a", RATE, 100, 30_000);
        enter("b", RATE, 100, 30_000);
        timers.pass(500);
        enter("c", RATE, 10, 30_000);

        timers.pass(10_000);

        assertThat(served).containsExactly("full", "a", "b", "c");
    }

    @Test
    void shouldNotLetANewcomerOvertakeAndTellItWhenItsTurnWouldCome() {
        enter("full", RATE, 1_000, 0);
        enter("waits", RATE, 500, 30_000);
        timers.pass(1_000);

        CompletableFuture<Admission> newcomer = enter("newcomer", RATE, 50, 0);

        // 4,000 ms for the one before it, and 500 for itself.
        assertThat(denied(newcomer).retryAfterMillis()).isEqualTo(4_500);
        timers.pass(4_500);
        assertThat(enter("again", RATE, 50, 0)).isCompletedWithValueMatching(Admission.Granted.class::isInstance);
        assertThat(served).containsExactly("full", "waits", "again");
    }

    @Test
    void shouldCountThoseAheadWhenItSaysWhetherAWaitIsWorthIt() {
        enter("full", RATE, 1_000, 0);
        enter("waits", RATE, 500, 5_500);
        timers.pass(100);

        assertThat(denied(enter("late", RATE, 100, 5_899)).retryAfterMillis()).isEqualTo(5_900);
        assertThat(enter("in time", RATE, 100, 5_900)).isNotDone();
    }

    @Test
    void shouldNotLetAHastyNewcomerMakeOthersWaitInVain() {
        enter("full", RATE, 1_000, 0);
        enter("waits", RATE, 500, 5_999);

        assertThat(denied(enter("hasty", RATE, 100, 5_000)).retryAfterMillis()).isEqualTo(6_000);
        timers.pass(6_000);
        assertThat(served).containsExactly("full", "waits");
    }

    @Test
    void shouldServeTheEarliestDeadlineFirst() {
        enter("full", RATE, 1_000, 0);
        enter("patient", RATE, 100, 30_000);
        enter("hasty", RATE, 100, 5_000);

        timers.pass(10_000);

        assertThat(served).containsExactly("full", "hasty", "patient");
    }

    @Test
    void shouldServeAMoreUrgentClassFirst() {
        enter("full", RATE, 1_000, 0);
        enter("usual", RATE, 100, 5_000);
        timers.pass(500);
        enter("urgent", RATE, 100, 30_000, URGENT);
        timers.pass(500);

        assertThat(served).containsExactly("full", "urgent");
        timers.pass(1_000);
        assertThat(served).containsExactly("full", "urgent", "usual");
    }

    @Test
    void shouldLetAnUrgentRequestInThatNeedsNotWait() {
        enter("full", RATE, 900, 0);
        enter("usual", RATE, 500, 30_000);

        enter("urgent", RATE, 50, 0, URGENT);

        assertThat(served).containsExactly("full", "urgent");
    }

    @Test
    void shouldForgetACallerWhoLeaves() {
        enter("full", RATE, 1_000, 0);
        CompletableFuture<Admission> left = enter("left", RATE, 500, 30_000);
        Runnable leaves = callerLeaves;
        enter("next", RATE, 100, 30_000);

        leaves.run();

        assertThat(left).isDone();
        timers.pass(1_000);
        assertThat(served).containsExactly("full", "next");
        assertThat(room.waiting()).isZero();
    }

    @Test
    void shouldNotHangOnAGateThatDoesNotAnswer() {
        var frozen = new CompletableFuture<Admission>();
        enter("full", RATE, 1_000, 0);
        CompletableFuture<Admission> head = enter("head", RATE, 100, 1_500);
        CompletableFuture<Admission> behind = enter("behind", RATE, 10, 2_500);
        Function<Demand, CompletionStage<Admission>> real = asked;
        var demands = new ArrayList<Demand>();
        asked = demand -> {
            demands.add(demand);
            return frozen;
        };

        timers.pass(1_500);
        assertThat(denied(head).retryAfterMillis()).isPositive();
        assertThat(behind).isNotDone();
        timers.pass(1_000);
        assertThat(denied(behind).retryAfterMillis()).isPositive();

        asked = real;
        frozen.complete(real.apply(demands.getFirst()).toCompletableFuture().getNow(null));
        assertThat(open.count()).as("the late grant is given back").isEqualTo(1);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldPassASlotOnWhenItIsGivenBack() {
        Caller caller = Callers.limited(List.of(Limit.concurrent(1)), List.of());
        var first = (Admission.Granted) enter("first", caller, 1, 0).getNow(null);
        enter("second", caller, 1, 30_000);

        first.grant().settle(Consumption.NOTHING);
        room.gaveBack(ApplicableLimits.account(caller.tenant()));
        timers.pass(10);

        assertThat(served).containsExactly("first", "second");
    }

    @Test
    void shouldLookForASlotOfAnotherNodesNowAndThen() {
        Caller caller = Callers.limited(List.of(Limit.concurrent(1)), List.of());
        var elsewhere = (Admission.Granted) enter("elsewhere", caller, 1, 0).getNow(null);
        enter("here", caller, 1, 30_000);
        timers.pass(5_500);
        assertThat(timesAsked).isLessThan(10);

        elsewhere.grant().settle(Consumption.NOTHING);
        timers.pass(1_000);

        assertThat(served).containsExactly("elsewhere", "here");
    }

    @Test
    void shouldGoOnWaitingForTheLimitThatRefusesNext() {
        Caller caller = Callers.limited(
                List.of(new Limit(TOKENS_PER_MINUTE, 6_000, 1_000), new Limit(REQUESTS_PER_MINUTE, 10, 2)), List.of());
        enter("first", caller, 1_000, 0);
        enter("second", caller, 10, 30_000);
        timers.pass(100);
        enter("third", caller, 10, 30_000);

        timers.pass(5_899);
        assertThat(served).containsExactly("first", "second");
        timers.pass(1);

        assertThat(served).containsExactly("first", "second", "third");
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldNotWaitForTomorrow() {
        Caller caller = Callers.limited(List.of(Limit.perPeriod(TOKEN_QUOTA, 100, LimitPeriod.DAY)), List.of());
        var first = (Admission.Granted) enter("first", caller, 100, 0).getNow(null);
        first.grant().settle(new Consumption(100, 0));

        assertThat(denied(enter("second", caller, 1, 30_000)).limit().name()).isEqualTo("tenant:token-quota:day");
    }

    @Test
    void shouldBeBounded() {
        enter("full", RATE, 1_000, 0);
        for (int i = 0; i < WaitingRoom.MOST_IN_A_QUEUE; i++) {
            enter("waits", RATE, 1, 30_000);
        }

        assertThat(denied(enter("too many", RATE, 1, 30_000)).retryAfterMillis())
                .isEqualTo(2_570);
        assertThat(room.waiting()).isEqualTo(WaitingRoom.MOST_IN_A_QUEUE);
        timers.pass(30_000);
        assertThat(served).hasSize(WaitingRoom.MOST_IN_A_QUEUE + 1);
    }

    private CompletableFuture<Admission> enter(String name, Caller caller, long tokens, long mostMillis) {
        return enter(name, caller, tokens, mostMillis, USUAL);
    }

    private CompletableFuture<Admission> enter(String name, Caller caller, long tokens, long mostMillis, int rank) {
        AdmissionRequest request = Requests.chat(caller, "");
        List<Long> amounts = request.limits().stream()
                .map(limit -> new Consumption(tokens, 0).of(limit))
                .toList();
        var demand = new Demand(ApplicableLimits.account(caller.tenant()), request.id(), request.limits(), amounts);
        CompletableFuture<Admission> answer = room.enter(
                        demand, new Patience(mostMillis, rank, leaves -> callerLeaves = leaves))
                .toCompletableFuture();
        answer.thenAccept(admission -> {
            if (admission instanceof Admission.Granted) {
                served.add(name);
            }
        });
        return answer;
    }

    private static Admission.Denied denied(CompletableFuture<Admission> answer) {
        return (Admission.Denied) answer.getNow(null);
    }
}
