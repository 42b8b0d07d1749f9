package io.tollgate.gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.LimitKind;
import io.tollgate.gateway.model.AppliedLimit;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.BucketLevel;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureResponsesTest {

    private final AppliedLimit limit =
            new AppliedLimit(LimitKind.TOKENS_PER_MINUTE, new Bucket("tenant:tokens-per-minute", 1_000, 1_000));

    @Test
    void shouldTellWhichLimitSaidNoAndWhenToComeBack() {
        var view = new QuotaView(List.of(limit), List.of(new BucketLevel(limit.bucket(), 120, 52_800)));

        ErrorReply reply = FailureResponses.of(new GatewayFailure.RateLimited(limit, 500, 22_801, view));

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
    void shouldRoundRetryAfterUpToWholeSeconds() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        TollgateHeaders.writeRetryAfter(22_801, headers);

        assertThat(headers.get("retry-after")).isEqualTo("23");
        assertThat(headers.get("retry-after-ms")).isEqualTo("22801");
    }

    @Test
    void shouldNotInviteARetryThatCannotHelp() {
        ErrorReply reply = FailureResponses.of(new GatewayFailure.NeverFits(limit, 5_000));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.param()).isEqualTo("max_tokens");
        assertThat(reply.retryAfterMillis()).isZero();
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
}
