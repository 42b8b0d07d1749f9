package io.tollgate.gateway.admission.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.Operation;
import io.tollgate.gateway.admission.Admission;
import io.tollgate.gateway.admission.AdmissionGate;
import io.tollgate.gateway.admission.Consumption;
import io.tollgate.gateway.admission.ExactRegime;
import io.tollgate.gateway.admission.Fallback;
import io.tollgate.gateway.admission.Headroom;
import io.tollgate.gateway.admission.LocalRegime;
import io.tollgate.gateway.admission.cost.CostModel;
import io.tollgate.gateway.admission.estimate.ExactCounter;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.admission.request.TrafficModel.Arrival;
import io.tollgate.gateway.admission.waiting.Patience;
import io.tollgate.gateway.admission.waiting.WaitingRoom;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.settlement.LateCommands;
import io.tollgate.gateway.settlement.OpenReservations;
import io.tollgate.gateway.settlement.Settler;
import io.tollgate.gateway.support.Callers;
import io.tollgate.gateway.support.FakeTimers;
import io.tollgate.gateway.support.Requests;
import io.tollgate.gateway.telemetry.AdmissionMetrics;
import io.tollgate.ledger.memory.InMemoryLedger;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a limit really lets through, in a simulation of five minutes: three times as much is wanted as is allowed, a burst
 * is ten seconds of the limit, and an oracle counts what every request really used when the backend received it.
 */
class WindowBoundTest {

    private static final long MINUTES = 5;

    private record Ending(long atMillis, Runnable action) {}

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nowMillis = new AtomicLong();
    private final ExactCounter counter = new ExactCounter();
    private final TokenEstimator estimator;
    private final Admissions admissions;
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparingLong(Ending::atMillis));
    private final WindowOracle oracle = new WindowOracle();
    private long offeredTokens;

    WindowBoundTest() {
        var ledger = new InMemoryLedger(() -> Instant.ofEpochMilli(nowMillis.get()));
        var timeToLive = Duration.ofMinutes(10);
        var late = new LateCommands(() -> true, nowMillis::get);
        var settler = new Settler(ledger, new OpenReservations(ledger, timeToLive, nowMillis::get), late);
        var headroom = new Headroom();
        estimator = new TokenEstimator(headroom, vertx);
        var exact = new ExactRegime(ledger, settler, timeToLive);
        var gate = new AdmissionGate(LocalRegime.NONE, exact, Fallback.CLOSED, headroom, shadow -> {});
        var room = new WaitingRoom(gate::admit, new FakeTimers(), nowMillis::get);
        admissions = new Admissions(estimator, new CostModel(), room, new AdmissionMetrics(new SimpleMeterRegistry()));
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @ParameterizedTest
    @CsvSource({"1,120000", "2,120000", "3,120000", "4,30000", "5,30000"})
    void shouldNeverExceedAStrictLimitAndStillUseIt(long seed, long perMinute) throws Exception {
        Limit limit = limit(perMinute);
        run(limit.withEnforcement(Enforcement.STRICT), new TrafficModel(seed, true));

        report("strict", limit);
        assertThat(offeredTokens).isGreaterThan(perMinute * MINUTES * 5 / 2);
        assertThat(oracle.worst(60_000)).isLessThanOrEqualTo(perMinute + limit.burst());
        assertThat(oracle.total()).isGreaterThanOrEqualTo(perMinute * MINUTES * 90 / 100);
    }

    @ParameterizedTest
    @CsvSource({"1,120000", "2,120000", "3,120000", "4,30000", "5,30000"})
    void shouldHardlyExceedABalancedLimitAndUseAllOfIt(long seed, long perMinute) throws Exception {
        Limit limit = limit(perMinute);
        run(limit, new TrafficModel(seed, false));

        report("balanced", limit);
        assertThat(offeredTokens).isGreaterThan(perMinute * MINUTES * 5 / 2);
        assertThat(oracle.worst(60_000)).isLessThanOrEqualTo((perMinute + limit.burst()) * 103 / 100);
        assertThat(oracle.total()).isBetween(perMinute * MINUTES * 97 / 100, perMinute * MINUTES + limit.burst());
    }

    @Test
    void shouldFindTheWorstWindowWhereverItBegins() {
        oracle.received(0, 5);
        oracle.received(59_000, 7);
        oracle.received(60_000, 8);

        assertThat(oracle.worst(60_000)).isEqualTo(15);
        assertThat(oracle.worst(60_001)).isEqualTo(20);
    }

    private void run(Limit limit, TrafficModel traffic) throws Exception {
        Caller caller = Callers.limited(List.of(limit), List.of());
        for (Arrival arrival : traffic.arrivals(3 * limit.amount(), MINUTES * 60_000)) {
            offeredTokens += arrival.promptWords() + arrival.outputTokens();
            finishUntil(arrival.atMillis());
            nowMillis.set(arrival.atMillis());
            arrive(caller, arrival);
        }
    }

    private void arrive(Caller caller, Arrival arrival) throws Exception {
        AdmissionRequest request = Requests.chat(
                caller,
                "word ".repeat(arrival.promptWords()),
                arrival.boundTokens() == 0 ? "" : ",\"max_tokens\":" + arrival.boundTokens());
        TokenEstimate estimate = estimator
                .estimate(request)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        Admission admission = admissions
                .admit(request, estimate, Patience.none(1))
                .toCompletableFuture()
                .getNow(null);
        if (admission instanceof Admission.Granted granted) {
            long prompt = counter.count("gpt-4o", Operation.CHAT_COMPLETIONS, request.body());
            oracle.received(arrival.atMillis(), prompt + arrival.outputTokens());
            endings.add(new Ending(arrival.atMillis() + arrival.runsMillis(), () -> {
                granted.grant().settle(new Consumption(prompt + arrival.outputTokens(), 0));
                estimator.learn(request, prompt, arrival.outputTokens());
            }));
        }
    }

    private void finishUntil(long atMillis) {
        while (!endings.isEmpty() && endings.peek().atMillis() <= atMillis) {
            Ending ending = endings.poll();
            nowMillis.set(ending.atMillis());
            ending.action().run();
        }
    }

    private static Limit limit(long perMinute) {
        return new Limit(LimitKind.TOKENS_PER_MINUTE, perMinute, perMinute / 6);
    }

    private void report(String name, Limit limit) {
        double perMinute = limit.amount();
        System.out.printf(
                "%s %d a minute: worst 60 s %.3f of the limit (limit + burst is %.3f), used %.3f of it, wanted %.2f%n",
                name,
                limit.amount(),
                oracle.worst(60_000) / perMinute,
                (limit.amount() + limit.burst()) / perMinute,
                oracle.total() / (perMinute * MINUTES),
                offeredTokens / (perMinute * MINUTES));
    }
}
