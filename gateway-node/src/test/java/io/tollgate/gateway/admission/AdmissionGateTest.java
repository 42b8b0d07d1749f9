package io.tollgate.gateway.admission;

import static io.tollgate.catalog.LimitKind.REQUESTS_PER_MINUTE;
import static io.tollgate.catalog.LimitKind.TOKENS_PER_MINUTE;
import static io.tollgate.catalog.LimitKind.TOKEN_QUOTA;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.gateway.admission.cost.CostModel;
import io.tollgate.gateway.admission.estimate.TokenEstimate;
import io.tollgate.gateway.admission.request.AdmissionRequest;
import io.tollgate.gateway.admission.request.DemandBuilder;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.settlement.LateCommands;
import io.tollgate.gateway.settlement.OpenReservations;
import io.tollgate.gateway.settlement.Settler;
import io.tollgate.gateway.support.Callers;
import io.tollgate.gateway.support.Requests;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.ledger.memory.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionGateTest {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

    private final AtomicLong nowMillis = new AtomicLong(Requests.NOW.toEpochMilli());
    private final InMemoryLedger ledger = new InMemoryLedger(() -> Instant.ofEpochMilli(nowMillis.get()));
    private final OpenReservations open = new OpenReservations(ledger, TIME_TO_LIVE, nowMillis::get);
    private final Headroom headroom = new Headroom();
    private final List<String> shadows = new ArrayList<>();
    private final AdmissionGate gate = new AdmissionGate(
            LocalRegime.NONE,
            new ExactRegime(
                    ledger, new Settler(ledger, open, new LateCommands(() -> true, nowMillis::get)), TIME_TO_LIVE),
            Fallback.CLOSED,
            headroom,
            allowance -> shadows.add(allowance.id()));

    @Test
    void shouldReserveFromTenantAndKeyTogether() {
        Caller caller = Callers.limited(
                List.of(Limit.of(TOKENS_PER_MINUTE, 1_000)),
                List.of(Limit.of(TOKENS_PER_MINUTE, 500), Limit.of(REQUESTS_PER_MINUTE, 10)));

        Admission admission = admit(caller, 100);

        assertThat(admission).isInstanceOfSatisfying(Admission.Granted.class, granted -> {
            assertThat(granted.grant().regime()).isEqualTo(Regime.EXACT);
            assertThat(granted.grant().view().levels().stream().map(Level::available))
                    .containsExactly(900L, 400L, 9L);
        });
    }

    @Test
    void shouldTakeNothingFromAnyLimitWhenOneSaysNo() {
        Caller caller =
                Callers.limited(List.of(Limit.of(TOKENS_PER_MINUTE, 1_000)), List.of(Limit.of(TOKENS_PER_MINUTE, 150)));
        admit(caller, 100);

        assertThat(admit(caller, 100)).isInstanceOfSatisfying(Admission.Denied.class, denied -> {
            assertThat(denied.limit().name()).isEqualTo("key:web:tokens-per-minute");
            assertThat(denied.cause()).isEqualTo(ReserveResult.Cause.RATE);
            assertThat(denied.retryAfterMillis()).isEqualTo(20_000);
            assertThat(denied.view().levels().getFirst().available()).isEqualTo(900);
        });
    }

    @Test
    void shouldAdmitTheSameRequestExactlyWhenItSaid() {
        Caller caller = tokens(700);
        admit(caller, 700);
        long retryAfterMillis = ((Admission.Denied) admit(caller, 300)).retryAfterMillis();

        nowMillis.addAndGet(retryAfterMillis - 1);
        assertThat(admit(caller, 300)).isInstanceOf(Admission.Denied.class);
        nowMillis.addAndGet(1);
        assertThat(admit(caller, 300)).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void shouldGiveBackWhatWasNotUsedAndTheSlot() {
        Caller caller = Callers.limited(List.of(Limit.of(TOKENS_PER_MINUTE, 1_000), Limit.concurrent(1)), List.of());
        Grant first = granted(admit(caller, 400));
        assertThat(admit(caller, 400))
                .isInstanceOfSatisfying(Admission.Denied.class, denied -> assertThat(denied.cause())
                        .isEqualTo(ReserveResult.Cause.IN_FLIGHT));

        first.settle(new Consumption(100, 0));

        assertThat(granted(admit(caller, 400)).view().levels().getFirst().available())
                .isEqualTo(500);
    }

    @Test
    void shouldChargeARequestThatOutgrowsItsReservationWhileItRuns() {
        Caller caller = tokens(1_000);
        Grant grant = granted(admit(caller, 400));

        grant.grown(new Consumption(700, 0));

        assertThat(granted(admit(caller, 100)).view().levels().getFirst().available())
                .isEqualTo(200);
    }

    @Test
    void shouldNotCountAReleasedRequest() {
        Caller caller = Callers.limited(
                List.of(Limit.perPeriod(TOKEN_QUOTA, 1_000, LimitPeriod.DAY), Limit.of(REQUESTS_PER_MINUTE, 2)),
                List.of());

        granted(admit(caller, 400)).release();

        assertThat(granted(admit(caller, 100)).view().levels().stream().map(Level::available))
                .containsExactly(900L, 1L);
    }

    @Test
    void shouldSayThatAQuotaIsUsedUpUntilItsPeriodEnds() {
        Caller caller = Callers.limited(List.of(Limit.perPeriod(TOKEN_QUOTA, 1_000, LimitPeriod.DAY)), List.of());
        granted(admit(caller, 900)).settle(new Consumption(950, 0));

        assertThat(admit(caller, 51)).isInstanceOfSatisfying(Admission.Denied.class, denied -> {
            assertThat(denied.cause()).isEqualTo(ReserveResult.Cause.PERIOD);
            // From 15:09:26 to midnight.
            assertThat(denied.retryAfterMillis())
                    .isEqualTo(Duration.parse("PT8H50M34S").toMillis());
        });
    }

    @Test
    void shouldReportAShadowLimitAndLetThroughWhatItWouldRefuse() {
        Caller caller = Callers.limited(List.of(Limit.of(TOKENS_PER_MINUTE, 100).asShadow()), List.of());
        admit(caller, 100);
        assertThat(shadows).isEmpty();

        assertThat(admit(caller, 100)).isInstanceOf(Admission.Granted.class);

        assertThat(shadows).containsExactly("tenant:tokens-per-minute");
    }

    @Test
    void shouldNotAskTheLedgerWhereNoLimitApplies() {
        assertThat(granted(admit(Callers.unlimited(), 1_000_000)).regime()).isEqualTo(Regime.UNLIMITED);
        assertThat(open.count()).isZero();
    }

    @Test
    void shouldKnowThatALimitIsNearOnceTheLedgerSaidSo() {
        Caller caller = tokens(100_000);
        AdmissionRequest request = Requests.chat(caller, "");
        String account = ApplicableLimits.account(caller.tenant());
        assertThat(headroom.isNear(account, request.limits(), 1_000)).isFalse();

        admit(caller, 60_000);

        assertThat(headroom.isNear(account, request.limits(), 1_000)).isTrue();
        assertThat(headroom.isNear(account, request.limits(), 100)).isFalse();
    }

    private static Caller tokens(long perMinute) {
        return Callers.limited(List.of(Limit.of(TOKENS_PER_MINUTE, perMinute)), List.of());
    }

    private static Grant granted(Admission admission) {
        return ((Admission.Granted) admission).grant();
    }

    private Admission admit(Caller caller, long expectedTokens) {
        AdmissionRequest request = Requests.chat(caller, "");
        var estimate = new TokenEstimate(0, expectedTokens, expectedTokens, TokenEstimate.Source.GUESSED);
        Demand demand = new DemandBuilder(new CostModel()).build(request, estimate);
        return gate.admit(demand).toCompletableFuture().getNow(null);
    }
}
