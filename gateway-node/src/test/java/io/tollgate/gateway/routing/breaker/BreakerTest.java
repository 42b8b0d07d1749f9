package io.tollgate.gateway.routing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.backend.BreakerPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final BreakerPolicy POLICY = new BreakerPolicy(5, 50, 20, 10, 2_000, 60_000);

    private final List<Notice> told = new ArrayList<>();
    private final Asked tickets = new Asked();
    private long nowMillis = 1_000_000;
    private final Breaker breaker = new Breaker("payg-1", () -> nowMillis, tickets, told::add);

    @Test
    void shouldOpenAfterFailuresInARow() {
        fail(4);
        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Free.class);

        fail(1);
        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Shut.class);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(told).containsExactly(new Notice.Opened("payg-1", 2_000));
    }

    @Test
    void shouldNotCountFailuresAcrossASuccess() {
        for (int round = 0; round < 4; round++) {
            fail(4);
            succeed(8);
        }

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldOpenWhenHalfOfTheRecentCallsFail() {
        for (int i = 0; i < 9; i++) {
            fail(1);
            succeed(1);
        }
        succeed(1);
        assertThat(breaker.state()).as("of 19 calls nothing is said").isEqualTo(BreakerState.CLOSED);

        fail(1);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void shouldNotJudgeByCallsOfLongAgo() {
        for (int i = 0; i < 9; i++) {
            fail(1);
            succeed(1);
        }
        nowMillis += 10_000;
        for (int i = 0; i < 9; i++) {
            succeed(1);
            fail(1);
        }

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldNotOpenForOneFailureInTenHoweverManyCallsThereAre() {
        for (int i = 0; i < 10_000; i++) {
            if (i % 10 == 0) {
                fail(1);
            } else {
                succeed(1);
            }
        }

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldTakeOnATightenedPolicy() {
        fail(1);
        breaker.failed(new BreakerPolicy(1, 50, 20, 10, 2_000, 60_000), false);

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void shouldAskForTheTicketOnceAndOnlyWhenTheTimeIsUp() {
        fail(5);
        nowMillis += 1_999;
        breaker.enter(POLICY);
        assertThat(tickets.waiting).isEmpty();

        nowMillis += 1;
        breaker.enter(POLICY);
        breaker.enter(POLICY);
        assertThat(tickets.waiting).hasSize(1);
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    }

    @Test
    void shouldLetOneRequestTryAndNoOther() {
        Entry entry = probe();

        assertThat(entry).isInstanceOf(Entry.Probe.class);
        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Shut.class);
        assertThat(breaker.begin(POLICY)).isTrue();
        assertThat(breaker.begin(POLICY)).isFalse();
        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Shut.class);
        assertThat(tickets.used).containsExactly(2_000L);
    }

    @Test
    void shouldCloseAndSayItWhenTheOneThatTriesIsServed() {
        probe();
        breaker.succeeded(POLICY, breaker.begin(POLICY));

        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Free.class);
        assertThat(told).endsWith(new Notice.Closed("payg-1"));
        nowMillis += 300;
        assertThat(breaker.servingMillis()).isEqualTo(300);
    }

    @Test
    void shouldOpenAgainWhenTheOneThatTriesFails() {
        probe();
        breaker.failed(POLICY, breaker.begin(POLICY));

        assertThat(breaker.openMillis()).isEqualTo(2_000);
        assertThat(told).containsExactly(new Notice.Opened("payg-1", 2_000), new Notice.Opened("payg-1", 2_000));
    }

    @Test
    void shouldCloseWhenTheOneThatTriesIsThrottledAndRestAsAsked() {
        probe();
        breaker.throttled(POLICY, 800, breaker.begin(POLICY));

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.enter(POLICY)).isEqualTo(new Entry.Resting(800));
        nowMillis += 800;
        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Free.class);
    }

    @Test
    void shouldLetAnotherTryWhenTheFirstWasNotCalledAfterAll() {
        Entry entry = probe();
        breaker.giveBack((Entry.Probe) entry);

        Entry another = breaker.enter(POLICY);
        assertThat(another).isInstanceOf(Entry.Probe.class);
        breaker.begin(POLICY);
        breaker.giveBack((Entry.Probe) another);
        assertThat(breaker.enter(POLICY)).as("it has been used").isInstanceOf(Entry.Shut.class);
    }

    @Test
    void shouldAskAgainWhenNobodyUsedTheTicket() {
        probe();
        nowMillis += 1_500;
        breaker.askForTicket(POLICY);

        assertThat(tickets.waiting).hasSize(1);
        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Shut.class);
    }

    @Test
    void shouldAskAgainWhenTheCallThatTriedWasGivenUp() {
        probe();
        assertThat(breaker.begin(POLICY)).isTrue();
        breaker.abandoned();
        breaker.enter(POLICY);

        assertThat(tickets.waiting).hasSize(1);
    }

    @Test
    void shouldStayShutWhileAnotherNodeHasTheTicketAndAskAgainLater() {
        fail(5);
        nowMillis += 2_000;
        breaker.enter(POLICY);
        tickets.waiting.poll().complete(false);

        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Shut.class);
        nowMillis += 499;
        breaker.enter(POLICY);
        assertThat(tickets.waiting).isEmpty();
        nowMillis += 1;
        breaker.enter(POLICY);
        assertThat(tickets.waiting).hasSize(1);
    }

    @Test
    void shouldTryByItselfWhenThereIsNobodyToAsk() {
        fail(5);
        nowMillis += 2_000;
        breaker.enter(POLICY);
        tickets.waiting.poll().completeExceptionally(new IllegalStateException("away"));

        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Probe.class);
        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Shut.class);
    }

    @Test
    void shouldHeedOthers() {
        breaker.heard(new Notice.Opened("payg-1", 500));
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        nowMillis += 499;
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        nowMillis += 1;
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);

        breaker.heard(new Notice.Closed("payg-1"));
        assertThat(breaker.enter(POLICY)).isInstanceOf(Entry.Free.class);
        breaker.heard(new Notice.Rested("payg-1", 700));
        assertThat(breaker.enter(POLICY)).isEqualTo(new Entry.Resting(700));
        assertThat(told).as("what others said is not repeated").isEmpty();
    }

    @Test
    void shouldLearnNothingOfCallsFromBeforeItOpened() {
        fail(5);
        breaker.succeeded(POLICY, false);
        breaker.failed(POLICY, false);

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(told).hasSize(1);
    }

    @Test
    void shouldBeginAnewAfterItHasClosed() {
        fail(4);
        breaker.heard(new Notice.Opened("payg-1", 10));
        breaker.heard(new Notice.Closed("payg-1"));
        fail(4);

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    private Entry probe() {
        fail(5);
        nowMillis += 2_000;
        breaker.enter(POLICY);
        tickets.waiting.poll().complete(true);
        return breaker.enter(POLICY);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(POLICY, breaker.begin(POLICY));
        }
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            breaker.succeeded(POLICY, breaker.begin(POLICY));
        }
    }

    private static final class Asked implements ProbeTickets {
        private final Deque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
        private final List<Long> used = new ArrayList<>();

        @Override
        public CompletionStage<Boolean> take(String deploymentId, long millis) {
            var answer = new CompletableFuture<Boolean>();
            waiting.add(answer);
            return answer;
        }

        @Override
        public void used(String deploymentId, long millis) {
            used.add(millis);
        }
    }
}
