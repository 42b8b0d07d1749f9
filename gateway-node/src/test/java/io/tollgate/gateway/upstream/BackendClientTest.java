package io.tollgate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.tollgate.gateway.upstream.credential.EntraConfig;
import io.tollgate.gateway.upstream.credential.EntraTokens;
import io.tollgate.gateway.upstream.credential.Surroundings;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendClientTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final FakeBackend backend = new FakeBackend();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final UpstreamConfig config = new UpstreamConfig(8, 8, 8, 60);
    private final CredentialPolicy policy = CredentialPolicy.parse(Optional.of("KEY,MISSING"), Optional.empty());
    private final CredentialFiles files = new CredentialFiles(vertx, policy);
    private final ConnectionPools pools = new ConnectionPools(
            vertx, config, NameResolver.ofMachine(vertx), AllowedAddresses.ALL, files, id -> !gone.contains(id));
    private final BackendClient client = new BackendClient(pools, credentials(), InstantSource.system());

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        backend.close();
    }

    @Test
    void shouldShowATokenAsABearerAndAKeyAsAzureWantsIt() {
        call(deployment("env:KEY")).join();
        backend.script((request, body) -> {
            String token = "{\"access_token\":\"t-1\",\"expires_in\":3600}";
            request.response().end(request.path().startsWith("/metadata") ? token : "{}");
        });
        call(deployment("entra:managed-identity")).join();

        var byKey = backend.received().getFirst().headers();
        assertThat(byKey).containsEntry("api-key", "key-1").doesNotContainKey("authorization");
        var byToken = backend.received().getLast().headers();
        assertThat(byToken).containsEntry("authorization", "Bearer t-1").doesNotContainKey("api-key");
    }

    @Test
    void shouldFailLikeAConnectionWhenThereIsNoCredential() {
        assertThat(call(deployment("env:MISSING")).join().outcome()).isInstanceOf(UpstreamOutcome.ConnectFailed.class);
        assertThat(backend.received()).isEmpty();
    }

    @Test
    void shouldWaitForATokenNoLongerThanForAConnection() {
        backend.script((request, body) -> {});
        var answered = new CompletableFuture<BackendAnswer>();
        loop.runOnContext(now -> client.call(request(deployment("entra:managed-identity"), 50), giveUp -> {})
                .onSuccess(answered::complete));

        assertThat(answered.orTimeout(30, TimeUnit.SECONDS).join().outcome())
                .isInstanceOf(UpstreamOutcome.TimedOut.class);
        assertThat(backend.received()).noneMatch(received -> received.uri().startsWith("/openai"));
    }

    @Test
    void shouldGiveUpACallThatTheCallerDoesNotWaitFor() {
        backend.script((request, body) -> {});
        var giveUp = new AtomicReference<Runnable>();
        var answer = call(deployment("env:KEY"), giveUp);
        await().until(() -> backend.received().size() == 1);

        loop.runOnContext(now -> giveUp.get().run());

        assertThat(answer.join().outcome()).isInstanceOf(UpstreamOutcome.ConnectFailed.class);
        await().until(() -> backend.abandoned() == 1);
    }

    @Test
    void shouldFinishAStreamOfADeploymentThatLeavesTheCatalogMeanwhile() {
        var end = new AtomicReference<Runnable>();
        backend.script((request, body) -> {
            request.response().setChunked(true).write("first ");
            end.set(() -> request.response().end("last"));
        });
        var read = new CompletableFuture<String>();
        loop.runOnContext(now ->
                client.call(request(deployment("env:KEY")), giveUp -> {}).onSuccess(answer -> read(answer, read)));
        await().until(() -> end.get() != null);

        gone.add("d-1");
        pools.inspect();
        pools.inspect();
        end.get().run();

        assertThat(read.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("first last");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate"})
    void shouldDecodeWhatComesEncodedThoughItAskedForNone(String encoding) throws IOException {
        byte[] encoded = encoded("data: first\n\ndata: last\n\n", encoding);
        backend.script((request, body) ->
                request.response().putHeader("content-encoding", encoding).end(Buffer.buffer(encoded)));
        var read = new CompletableFuture<String>();
        loop.runOnContext(now -> client.call(request(deployment("env:KEY")), giveUp -> {})
                .onSuccess(answer -> {
                    assertThat(answer.headersForCaller(true).contains("content-encoding"))
                            .isFalse();
                    read(answer, read);
                })
                .onFailure(read::completeExceptionally));

        assertThat(read.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("data: first\n\ndata: last\n\n");
        assertThat(backend.received().getFirst().headers()).containsEntry("accept-encoding", "identity");
    }

    private static byte[] encoded(String text, String encoding) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream encoder =
                encoding.equals("deflate") ? new DeflaterOutputStream(bytes) : new GZIPOutputStream(bytes)) {
            encoder.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void shouldTakeABillThatIsNotPaidForTheDeploymentsOwnTrouble() {
        backend.script((request, body) -> request.response().setStatusCode(402).end("{}"));

        assertThat(call(deployment("env:KEY")).join().outcome()).isEqualTo(new UpstreamOutcome.ServerError(402));
    }

    /** To be called on the event loop of the call. */
    private static void read(BackendAnswer answer, CompletableFuture<String> read) {
        Buffer all = Buffer.buffer();
        answer.body().orElseThrow().handler(all::appendBuffer);
        answer.body().orElseThrow().exceptionHandler(read::completeExceptionally);
        answer.body().orElseThrow().endHandler(ended -> read.complete(all.toString()));
        answer.body().orElseThrow().resume();
    }

    private Deployment deployment(String credential) {
        return Deployments.at("d-1", backend.url(), Connection.DEFAULT, credential);
    }

    private CompletableFuture<BackendAnswer> call(Deployment deployment) {
        return call(deployment, new AtomicReference<>());
    }

    private CompletableFuture<BackendAnswer> call(Deployment deployment, AtomicReference<Runnable> giveUp) {
        var answered = new CompletableFuture<BackendAnswer>();
        loop.runOnContext(now -> client.call(request(deployment), giveUp::set).onSuccess(answered::complete));
        return answered.orTimeout(30, TimeUnit.SECONDS);
    }

    private static BackendCall request(Deployment deployment) {
        return request(deployment, 5_000);
    }

    private static BackendCall request(Deployment deployment, long connectMillis) {
        return new BackendCall(
                deployment,
                Operation.CHAT_COMPLETIONS,
                MultiMap.caseInsensitiveMultiMap(),
                Buffer.buffer("{}"),
                connectMillis);
    }

    private BackendCredentials credentials() {
        var surroundings = new Surroundings(InstantSource.system(), (delay, task) -> () -> {}, () -> 0L);
        var entra = new EntraConfig(backend.url().toString(), "resource", name -> null);
        return new BackendCredentials(
                name -> name.equals("KEY") ? "key-1" : null,
                policy,
                files,
                new EntraTokens(vertx, entra, surroundings, reference -> true),
                () -> 0);
    }
}
