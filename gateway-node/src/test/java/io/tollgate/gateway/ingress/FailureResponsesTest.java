package io.tollgate.gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.budget.BudgetScope;
import io.tollgate.catalog.budget.BudgetStop;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.ReserveResult;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureResponsesTest {

    private final ApplicableLimit tokens =
            limit(Limit.of(LimitKind.TOKENS_PER_MINUTE, 1_000), new Bucket("tenant:tokens-per-minute", 1_000, 1_000));
    private final ApplicableLimit budget = limit(
            Limit.perPeriod(LimitKind.MONEY_BUDGET, 2_500_000_000L, LimitPeriod.MONTH),
            new PeriodQuota("tenant:money-budget:month", 2_500_000_000L, 1, 2));

    @Test
    void shouldTellWhichLimitSaidNoAndWhenToComeBack() {
        var view = new QuotaView(List.of(tokens), List.of(new Level(tokens.allowance(), 120, 52_800)));

        ErrorReply reply = FailureResponses.of(
                new GatewayFailure.LimitReached(tokens, ReserveResult.Cause.RATE, 500, 22_801, view));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.type()).isEqualTo("tokens");
        assertThat(reply.code()).isEqualTo("rate_limit_exceeded");
        assertThat(reply.limit()).isEqualTo("tenant:tokens-per-minute");
        assertThat(reply.message())
                .contains("1000")
                .contains("120")
                .contains("500")
                .contains("22801 ms");
        assertThat(reply.retryAfterMillis()).isEqualTo(22_801);
    }

    @Test
    void shouldSayWhatIsNotServedAndWhatNoModelServes() {
        ErrorReply unsupported = FailureResponses.of(new GatewayFailure.UnsupportedPath());
        assertThat(unsupported.status()).isEqualTo(404);
        assertThat(unsupported.code()).isEqualTo("unsupported_endpoint");
        assertThat(unsupported.message()).contains("not supported by this gateway");

        ErrorReply nameless = FailureResponses.of(new GatewayFailure.UnknownModel(""));
        assertThat(nameless.status()).isEqualTo(404);
        assertThat(nameless.param()).isNull();
        assertThat(nameless.message()).doesNotContain("''").contains("x-tollgate-model");
    }

    @Test
    void shouldSayThatABudgetIsUsedUpInMoneyAndUntilWhen() {
        var view = new QuotaView(List.of(budget), List.of(new Level(budget.allowance(), 1_500_000, 86_400_000)));

        ErrorReply reply = FailureResponses.of(
                new GatewayFailure.LimitReached(budget, ReserveResult.Cause.PERIOD, 12_345_678, 86_400_000, view));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.type()).isEqualTo("budget");
        assertThat(reply.code()).isEqualTo("insufficient_quota");
        assertThat(reply.message())
                .contains("2.5 per month")
                .contains("0.0015 available")
                .contains("0.012345678");
        assertThat(reply.retryAfterMillis()).isEqualTo(86_400_000);
    }

    @Test
    void shouldSayThatABudgetOfFinanceIsSpentAndUntilWhen() {
        var stop =
                new BudgetStop("research", BudgetScope.COST_CENTRE, "cc-4711", Instant.parse("2026-12-01T00:00:00Z"));

        ErrorReply reply = FailureResponses.of(new GatewayFailure.BudgetSpent(stop, 86_400_000));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.type()).isEqualTo("budget");
        assertThat(reply.code()).isEqualTo("insufficient_quota");
        assertThat(reply.limit()).isEqualTo("cost-centre:budget:research");
        assertThat(reply.message())
                .isEqualTo(
                        "The budget 'research' of the cost centre is spent. It begins anew at 2026-12-01T00:00:00Z.");
        assertThat(reply.retryAfterMillis()).isEqualTo(86_400_000);
    }

    @Test
    void shouldNotCallABudgetUsedUpThatOnlyWaitsForRequestsInFlight() {
        ErrorReply reply = FailureResponses.of(new GatewayFailure.LimitReached(
                budget, ReserveResult.Cause.IN_FLIGHT, 12_345_678, 1_000, QuotaView.NONE));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void shouldShowTheTightestLimitThatRefuses() {
        ApplicableLimit wide = limit(Limit.of(LimitKind.TOKENS_PER_MINUTE, 5_000), new Bucket("w", 5_000, 5_000));
        ApplicableLimit shadow = limit(Limit.of(LimitKind.TOKENS_PER_MINUTE, 10).asShadow(), new Bucket("s", 10, 10));
        var view = new QuotaView(
                List.of(wide, tokens, shadow, budget),
                List.of(
                        new Level(wide.allowance(), 4_000, 12_000),
                        new Level(tokens.allowance(), -5, 60_300),
                        new Level(shadow.allowance(), -20, 180_000),
                        new Level(budget.allowance(), 1, 1)));
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        TollgateHeaders.writeRates(view, headers);

        assertThat(headers.get("x-ratelimit-limit-tokens")).isEqualTo("1000");
        assertThat(headers.get("x-ratelimit-remaining-tokens")).isEqualTo("0");
        assertThat(headers.get("x-ratelimit-reset-tokens")).isEqualTo("60.3s");
        assertThat(headers.contains("x-ratelimit-limit-requests")).isFalse();
    }

    @Test
    void shouldRoundRetryAfterUpToWholeSeconds() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        TollgateHeaders.writeRetryAfter(22_801, headers);

        assertThat(headers.get("retry-after")).isEqualTo("23");
        assertThat(headers.get("retry-after-ms")).isEqualTo("22801");
    }

    @Test
    void shouldSayWhichBoundWouldFitAndNotInviteARetryThatCannotHelp() {
        ErrorReply reply = FailureResponses.of(new GatewayFailure.NeverFits(tokens, 5_000, 900));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.param()).isEqualTo("max_tokens");
        assertThat(reply.message()).contains("Set max_tokens (or max_completion_tokens) to at most 900.");
        assertThat(reply.retryAfterMillis()).isZero();
    }

    @Test
    void shouldNotAdviseABoundWhereThePromptAloneIsTooLong() {
        ErrorReply reply = FailureResponses.of(new GatewayFailure.NeverFits(tokens, 5_000, 0));

        assertThat(reply.param()).isNull();
        assertThat(reply.message()).contains("Shorten the input");
    }

    @Test
    void shouldWriteAnOpenAiErrorObject() {
        var reply = FailureResponses.of(new GatewayFailure.UnknownModel("no \"such\" model"));

        JsonObject error = new JsonObject(reply.body()).getJsonObject("error");
        assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.getString("code")).isEqualTo("model_not_found");
        assertThat(error.getString("message")).contains("no \"such\" model");
    }

    @Test
    void shouldSayNothingOfWhatIsBehindUs() {
        assertThat(FailureResponses.of(new GatewayFailure.UpstreamFailed(false)).status())
                .isEqualTo(502);
        assertThat(FailureResponses.of(new GatewayFailure.UpstreamFailed(true)).status())
                .isEqualTo(504);
        assertThat(FailureResponses.of(new GatewayFailure.Internal()).message())
                .isEqualTo("Something went wrong on our side.");
    }

    private static ApplicableLimit limit(Limit limit, Allowance allowance) {
        return new ApplicableLimit(limit, allowance.id(), allowance);
    }
}
