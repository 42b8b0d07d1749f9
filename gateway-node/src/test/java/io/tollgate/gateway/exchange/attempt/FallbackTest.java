package io.tollgate.gateway.exchange.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.gateway.model.Caller;
import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FallbackTest {

    private static final String TOO_LONG = "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"m\"}}";
    private static final Fallbacks TO_BIG = new Fallbacks(Optional.of("big"), Optional.empty());

    private final AttemptWorld world = new AttemptWorld();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTryAPromptThatIsTooLongOnTheFallback(boolean stream) {
        Future<Attempts.Result> result = world.ask(stream, AttemptWorld.route(AttemptWorld.POLICY, TO_BIG));
        refuse(0, 400, TOO_LONG);
        assertThat(world.called()).containsExactly("a", "d");

        world.answer(1);

        OpenAnswer answer = served(result);
        assertThat(answer.route().model()).isEqualTo("big");
        assertThat(world.logged()).containsExactly("a rejected", "d ok");
        assertThat(world.holds.getFirst().endings).containsExactly("released");
        finish(answer);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAskNobodyElseForWhatOneBackendRemembers(boolean stream) {
        world.bound = Optional.of(AttemptWorld.deployment("b"));
        world.hedgeAfterMillis = OptionalLong.of(10);
        Future<Attempts.Result> refused = world.ask(stream, AttemptWorld.route(AttemptWorld.POLICY, TO_BIG));
        world.timers.pass(20);
        refuse(0, 400, TOO_LONG);

        assertThat(served(refused).held()).hasToString(TOO_LONG);
        finish(served(refused));

        Future<Attempts.Result> failed = world.ask(stream, AttemptWorld.route(AttemptWorld.POLICY, TO_BIG));
        Fault.SERVER_ERROR.happen(world, world.call(1));

        assertThat(failed.result()).isInstanceOf(Attempts.Result.Nobody.class);
        assertThat(world.called()).containsExactly("b", "b");
    }

    @Test
    void shouldGiveTheCallerTheRefusalWhereThereIsNoFallback() {
        Future<Attempts.Result> result = world.ask(false);
        refuse(0, 400, TOO_LONG);

        OpenAnswer answer = served(result);
        assertThat(answer.isAccepted()).isFalse();
        assertThat(answer.held()).hasToString(TOO_LONG);
        assertThat(world.flights.getFirst().told).containsExactly("decided rejected");
        finish(answer);
        assertThat(world.called()).containsExactly("a");
    }

    @Test
    void shouldNotLeadATenantToAModelThatItMayNotCall() {
        Tenant tenant = world.caller.tenant();
        world.caller = new Caller(
                new Tenant(
                        tenant.id(),
                        tenant.name(),
                        tenant.costCentre(),
                        true,
                        Set.of(),
                        Set.of("big"),
                        List.of(),
                        Optional.empty(),
                        "UTC",
                        Optional.empty()),
                world.caller.key());
        Future<Attempts.Result> result = world.ask(false, AttemptWorld.route(AttemptWorld.POLICY, TO_BIG));
        refuse(0, 400, TOO_LONG);

        assertThat(served(result).held()).hasToString(TOO_LONG);
        finish(served(result));
        assertThat(world.called()).containsExactly("a");
    }

    @Test
    void shouldNotFollowTheFallbacksOfAFallback() {
        Future<Attempts.Result> result = world.ask(false, AttemptWorld.route(AttemptWorld.POLICY, TO_BIG));
        refuse(0, 400, TOO_LONG);
        refuse(1, 400, TOO_LONG);

        assertThat(served(result).deployment().id()).isEqualTo("d");
        finish(served(result));
        assertThat(world.called()).containsExactly("a", "d");
    }

    @Test
    void shouldSayWhatBecameOfTheFallback() {
        Future<Attempts.Result> result = world.ask(false, AttemptWorld.route(AttemptWorld.POLICY, TO_BIG));
        refuse(0, 400, TOO_LONG);
        Fault.THROTTLED.happen(world, world.call(1));

        assertThat(((Attempts.Result.Nobody) result.result()).failure()).isEqualTo(new GatewayFailure.NoCapacity(800));
        world.assertNothingLeaks();
    }

    @Test
    void shouldTellTheFirstCallerOfNoLongerARestThanTheCap() {
        Future<Attempts.Result> result = world.ask(false);
        for (int call = 0; !result.isComplete(); call++) {
            world.call(call).fails(new UpstreamOutcome.Throttled(429, 86_400_000));
        }

        assertThat(((Attempts.Result.Nobody) result.result()).failure())
                .isEqualTo(new GatewayFailure.NoCapacity(60_000));
        assertThat(world.holds.getFirst().endings).containsExactly("throttled 60000");
    }

    @Test
    void shouldPassALargeRefusalOn() {
        Future<Attempts.Result> result = world.ask(false, AttemptWorld.route(AttemptWorld.POLICY, TO_BIG));
        world.call(0).answers(400, "text/plain").says("x".repeat(Opening.MOST_DOCUMENT_BYTES + 1));

        assertThat(served(result).isEnded()).isFalse();
        finish(served(result));
    }

    @Test
    void shouldTryAnotherDeploymentWhenARefusalBreaksOff() {
        Future<Attempts.Result> result = world.ask(false);
        world.call(0).answers(400, "application/json").says("{").breaks();
        world.answer(1);

        finish(served(result));
        assertThat(world.logged()).containsExactly("a cut", "b ok");
    }

    @Test
    void shouldTellWhyABackendRefuses() {
        assertThat(Refusal.of(Buffer.buffer(TOO_LONG))).isEqualTo(Refusal.CONTEXT_WINDOW);
        assertThat(of("{\"error\":{\"code\":\"string_above_max_length\"}}")).isEqualTo(Refusal.CONTEXT_WINDOW);
        assertThat(
                        of(
                                "{\"error\":{\"code\":null,\"message\":\"This model's maximum context length is 8192 tokens.\"}}"))
                .isEqualTo(Refusal.CONTEXT_WINDOW);
        assertThat(of("{\"error\":{\"code\":\"content_filter\",\"status\":400}}"))
                .isEqualTo(Refusal.CONTENT_POLICY);
        assertThat(of("{\"error\":{\"code\":\"x\",\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}}"))
                .isEqualTo(Refusal.CONTENT_POLICY);
        assertThat(of("{\"error\":{\"code\":\"invalid_value\",\"param\":\"n\"}}"))
                .isEqualTo(Refusal.OTHER);
        assertThat(of("{\"error\":{\"code\":400}}")).isEqualTo(Refusal.OTHER);
        assertThat(of("{\"error\":\"content_filter\"}")).isEqualTo(Refusal.OTHER);
        assertThat(of("<html>")).isEqualTo(Refusal.OTHER);
        assertThat(of("")).isEqualTo(Refusal.OTHER);
        assertThat(of("[]")).isEqualTo(Refusal.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"billing_hard_limit_reached", "billing_not_active", "insufficient_quota", "DeploymentNotFound"})
    void shouldTryAnotherDeploymentWhenTheAccountIsRefusedAndNotTheRequest(String code) {
        Future<Attempts.Result> result = world.ask(false);
        refuse(0, 400, "{\"error\":{\"message\":\"m\",\"code\":\"" + code + "\"}}");
        world.answer(1);

        assertThat(world.flights.getFirst().told).containsExactly("decided server-error", "closed");
        assertThat(world.logged()).containsExactly("a server-error", "b ok");
        finish(served(result));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"Item with id 'rs_1' not found.\",\"type\":\"invalid_request_error\",\"param\":\"input\",\"code\":null}}",
                "{\"error\":{\"message\":\"Response not found.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}"
            })
    void shouldPassOnThatAThingIsNotFoundAndBlameNobody(String body) {
        Future<Attempts.Result> result = world.ask(false);
        world.call(0).refuses(new UpstreamOutcome.ServerError(404)).says(body).ends();

        OpenAnswer answer = served(result);
        assertThat(answer.isAccepted()).isFalse();
        assertThat(answer.outcome()).isEqualTo(new UpstreamOutcome.Rejected(404));
        assertThat(answer.held()).hasToString(body);
        assertThat(world.flights.getFirst().told).containsExactly("decided rejected");
        finish(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"m\"}}",
                "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}",
                "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"model_not_found\",\"message\":\"m\"}}",
                "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"unknown_url\",\"message\":\"m\"}}",
                "{\"error\":{\"type\":\"NotFoundError\",\"param\":\"model\",\"code\":404}}",
                "<html>",
                ""
            })
    void shouldTryAnotherDeploymentWhenTheDeploymentIsNotFound(String body) {
        Future<Attempts.Result> result = world.ask(false);
        world.call(0).refuses(new UpstreamOutcome.ServerError(404)).says(body).ends();
        world.answer(1);

        assertThat(world.logged()).containsExactly("a server-error", "b ok");
        finish(served(result));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\",\"type\":\"invalid_request_error\"}}",
                "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stream_options\"],\"msg\":\"Extra inputs are not permitted\"}]}"
            })
    void shouldAskTheSameDeploymentAgainWithoutWhatOnlyTheGatewayWants(String refusal) {
        Future<Attempts.Result> result = world.ask(true);
        refuse(0, 422, refusal);
        assertThat(result.isComplete()).isFalse();
        assertThat(world.usageRefused).as("until that has helped").isEmpty();
        world.answer(1);

        assertThat(world.usageRefused).containsExactly("a");

        assertThat(world.called()).containsExactly("a", "a");
        assertThat(world.logged()).containsExactly("a ok");
        served(result).giveUp();
        finish(served(result));

        Future<Attempts.Result> next = world.ask(true);
        refuse(2, 422, refusal);
        assertThat(served(next).outcome()).as("it was not asked for").isEqualTo(new UpstreamOutcome.Rejected(422));
        finish(served(next));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unknown field: stream_options", "Your prompt says: stream_options"})
    void shouldLearnNothingFromARefusalThatStays(String message) {
        String refusal = "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}";
        Future<Attempts.Result> result = world.ask(true);
        refuse(0, 400, refusal);
        refuse(1, 400, refusal);

        assertThat(served(result).outcome()).isEqualTo(new UpstreamOutcome.Rejected(400));
        assertThat(world.called()).containsExactly("a", "a");
        assertThat(world.usageRefused).isEmpty();
        finish(served(result));
    }

    @Test
    void shouldNotRepeatForAFieldOfTheCallersOwn() {
        Future<Attempts.Result> result = world.ask(true);
        refuse(0, 400, "{\"error\":{\"message\":\"Unknown field: stream_options_x\"}}");

        assertThat(served(result).outcome()).isEqualTo(new UpstreamOutcome.Rejected(400));
        assertThat(world.called()).containsExactly("a");
        finish(served(result));
    }

    @Test
    void shouldTakeAnOperationThatTheModelDoesNotHaveForTheCallersFault() {
        Future<Attempts.Result> result = world.ask(false);
        refuse(0, 400, "{\"error\":{\"code\":\"OperationNotSupported\",\"message\":\"m\"}}");

        assertThat(served(result).outcome()).isEqualTo(new UpstreamOutcome.Rejected(400));
        finish(served(result));
    }

    private static Refusal of(String body) {
        return Refusal.of(Buffer.buffer(body));
    }

    private void refuse(int call, int status, String body) {
        world.call(call).answers(status, "application/json").says(body).ends();
    }

    private static OpenAnswer served(Future<Attempts.Result> result) {
        return ((Attempts.Result.Served) result.result()).answer();
    }

    private void finish(OpenAnswer answer) {
        answer.hold().release();
        answer.giveUp();
        world.assertNothingLeaks();
    }
}
