package io.tollgate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Operation;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.rules.CredentialPolicy;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.support.Deployments;
import io.tollgate.gateway.support.FakeBackend;
import io.tollgate.gateway.upstream.connection.AllowedAddresses;
import io.tollgate.gateway.upstream.connection.ConnectionPools;
import io.tollgate.gateway.upstream.connection.NameResolver;
import io.tollgate.gateway.upstream.credential.BackendCredentials;
import io.tollgate.gateway.upstream.credential.CredentialFiles;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a call is broken, and however often, its connection serves the next one or makes room for another. */
class CallsReturnConnectionsTest {

    private static final int CONNECTIONS = 2;
    private static final int BROKEN_CALLS = 3 * CONNECTIONS;
    private static final BiConsumer<HttpServerRequest, Buffer> SILENT = (request, body) -> {};

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final FakeBackend backend = new FakeBackend();
    private final CredentialPolicy policy = CredentialPolicy.parse(Optional.of("KEY,BROKEN"), Optional.empty());
    private final CredentialFiles files = new CredentialFiles(vertx, policy);
    private final BackendClient client = new BackendClient(
            new ConnectionPools(
                    vertx,
                    new UpstreamConfig(CONNECTIONS, CONNECTIONS, 8, 60),
                    NameResolver.ofMachine(vertx),
                    AllowedAddresses.ALL,
                    files,
                    id -> true),
            new BackendCredentials(
                    Map.of("KEY", "key-1", "BROKEN", "key\n1")::get, policy, files, null, System::nanoTime),
            InstantSource.system());

    /** Where a call is broken. */
    enum Step {
        AS_SOON_AS_THERE_IS_A_CONNECTION,
        BEFORE_THE_HEAD,
        AT_THE_HEAD,
        IN_THE_BODY
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0001b", "a\r\nb", "a\u0000", "a\u000bb"})
    void shouldSurviveAHeaderThatCannotBeWritten(String value) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("x-foo", value);

        assertStillServesAfter(() -> client.call(call("env:KEY", headers), giveUp -> {}));
    }

    @Test
    void shouldSurviveACredentialThatCannotBeWritten() {
        assertStillServesAfter(() -> client.call(call("env:BROKEN", none()), giveUp -> {}));
    }

    @Test
    void shouldSurviveAHeaderNameThatCannotBeWritten() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("x foo", "a");

        assertStillServesAfter(() -> client.call(call("env:KEY", headers), giveUp -> {}));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void shouldSurviveACallerWhoLeaves(Step step) {
        backend.script(
                switch (step) {
                    case AT_THE_HEAD, IN_THE_BODY ->
                        (request, body) -> request.response().setChunked(true).write("some");
                    default -> SILENT;
                });

        for (int i = 0; i < BROKEN_CALLS; i++) {
            broken(step);
        }

        assertServes();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSurviveABackendThatHangsUp(boolean afterTheHead) {
        backend.script((request, body) -> {
            if (afterTheHead) {
                request.response().setChunked(true).write("some").onComplete(sent -> request.connection()
                        .close());
            } else {
                request.connection().close();
            }
        });
        for (int i = 0; i < BROKEN_CALLS; i++) {
            var done = new CompletableFuture<Void>();
            loop.runOnContext(
                    now -> client.call(call("env:KEY", none()), giveUp -> {}).onSuccess(answer -> answer.body()
                            .ifPresentOrElse(
                                    body -> {
                                        body.exceptionHandler(cut -> done.complete(null));
                                        body.endHandler(end -> done.complete(null));
                                        body.resume();
                                    },
                                    () -> done.complete(null))));
            done.orTimeout(30, TimeUnit.SECONDS).join();
        }

        assertServes();
    }

    private void broken(Step step) {
        var left = new CompletableFuture<Void>();
        loop.runOnContext(now -> client.call(call("env:KEY", none()), giveUp -> {
                    switch (step) {
                        case AS_SOON_AS_THERE_IS_A_CONNECTION -> giveUp.run();
                        case BEFORE_THE_HEAD -> vertx.setTimer(20, later -> giveUp.run());
                        default -> {}
                    }
                })
                .onSuccess(answer -> {
                    if (step == Step.AT_THE_HEAD) {
                        giveUp(answer);
                    } else if (step == Step.IN_THE_BODY) {
                        answer.body().orElseThrow().handler(some -> giveUp(answer));
                        answer.body().orElseThrow().exceptionHandler(reset -> {});
                        answer.body().orElseThrow().resume();
                    }
                })
                .onComplete(over -> left.complete(null)));
        left.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void giveUp(BackendAnswer answer) {
        answer.body().ifPresent(body -> ((HttpClientResponse) body).request().reset());
    }

    private void assertStillServesAfter(Supplier<Future<BackendAnswer>> unsendable) {
        for (int i = 0; i < BROKEN_CALLS; i++) {
            assertThat(outcome(unsendable)).isEqualTo(new UpstreamOutcome.Unsendable());
        }
        assertThat(backend.received()).isEmpty();
        assertServes();
    }

    private void assertServes() {
        backend.answer(200, "{}");
        for (int i = 0; i < BROKEN_CALLS; i++) {
            assertThat(outcome(() -> client.call(call("env:KEY", none()), giveUp -> {})
                            .onSuccess(answer -> answer.body().ifPresent(body -> body.resume()))))
                    .isEqualTo(new UpstreamOutcome.Accepted(200));
        }
    }

    private UpstreamOutcome outcome(Supplier<Future<BackendAnswer>> call) {
        var answered = new CompletableFuture<UpstreamOutcome>();
        loop.runOnContext(now -> call.get().onSuccess(answer -> answered.complete(answer.outcome())));
        return answered.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static MultiMap none() {
        return MultiMap.caseInsensitiveMultiMap();
    }

    private BackendCall call(String credential, MultiMap headers) {
        Deployment deployment = Deployments.at("d-1", backend.url(), Connection.DEFAULT, credential);
        return new BackendCall(deployment, Operation.CHAT_COMPLETIONS, headers, Buffer.buffer("{}"), 5_000);
    }
}
