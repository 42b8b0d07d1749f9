package io.tollgate.gateway.upstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.Connection.ClientCertificate;
import io.tollgate.gateway.support.Deployments;
import io.tollgate.gateway.support.TestCertificates;
import io.vertx.core.Future;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtocolsTest {

    @TempDir
    static Path directory;

    private static TestCertificates.Pair serverPair;
    private static TestCertificates.Pair clientPair;

    private final PoolsWorld world = new PoolsWorld();
    private final List<String> proxied = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeCertificates() {
        serverPair = TestCertificates.make(directory, "server");
        clientPair = TestCertificates.make(directory, "client");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void shouldTrustWhatTheConnectionTrustsAndNothingElse() {
        URI url = secure(new HttpServerOptions());

        var trusting = Deployments.at("trusting", url, tls(false, serverPair.certificateReference()));
        var strict = Deployments.at("strict", url, Connection.DEFAULT);
        var mistaken = Deployments.at("mistaken", url, tls(false, clientPair.certificateReference()));

        assertThat(world.call(trusting).join().body()).isEqualTo("HTTP_1_1");
        assertThatThrownBy(() -> world.call(strict).join()).hasRootCauseInstanceOf(Exception.class);
        assertThatThrownBy(() -> world.call(mistaken).join()).hasRootCauseInstanceOf(Exception.class);
    }

    @Test
    void shouldNegotiateHttp2OverTlsAndDoWithoutWhereTheBackendDoesNotSpeakIt() {
        var able = Deployments.at(
                "able", secure(new HttpServerOptions().setUseAlpn(true)), tls(true, serverPair.certificateReference()));
        var unable = Deployments.at(
                "unable",
                secure(new HttpServerOptions().setUseAlpn(false)),
                tls(true, serverPair.certificateReference()));

        assertThat(world.call(able).join().body()).isEqualTo("HTTP_2");
        assertThat(world.call(unable).join().body()).isEqualTo("HTTP_1_1");
    }

    @Test
    void shouldSpeakHttp2WithoutTlsWhereItIsKnownBeforehand() {
        HttpServer server = world.serve(new HttpServerOptions(), ProtocolsTest::version);
        var http2 = new Connection(0, true, Optional.empty(), Optional.empty(), Optional.empty());

        var answer = world.call(Deployments.at("h2c", PoolsWorld.url("http", "127.0.0.1", server), http2));

        assertThat(answer.join().body()).isEqualTo("HTTP_2");
    }

    @Test
    void shouldShowItsCertificateToABackendThatWantsOne() {
        URI url = secure(new HttpServerOptions()
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PemTrustOptions()
                        .addCertPath(clientPair.certificate().toString())));
        var known = new Connection(
                0,
                false,
                Optional.of(serverPair.certificateReference()),
                Optional.of(new ClientCertificate(clientPair.certificateReference(), clientPair.keyReference())),
                Optional.empty());

        assertThat(world.call(Deployments.at("known", url, known)).join().status())
                .isEqualTo(200);
        assertThatThrownBy(
                        () -> world.call(Deployments.at("unknown", url, tls(false, serverPair.certificateReference())))
                                .join())
                .isInstanceOf(Exception.class);
    }

    @Test
    void shouldTakeUpAFileThatHasChanged() throws Exception {
        URI url = secure(new HttpServerOptions());
        Path trust = directory.resolve("trust.pem");
        Files.copy(clientPair.certificate(), trust, StandardCopyOption.REPLACE_EXISTING);
        var rotating = Deployments.at("rotating", url, tls(false, "file:" + trust));
        assertThatThrownBy(() -> world.call(rotating).join()).isInstanceOf(Exception.class);

        Files.copy(serverPair.certificate(), trust, StandardCopyOption.REPLACE_EXISTING);
        world.inspect();

        await().untilAsserted(
                        () -> assertThat(world.call(rotating).join().status()).isEqualTo(200));
    }

    @Test
    void shouldGoOnWithWhatItHasWhileAFileCannotBeRead() throws Exception {
        URI url = secure(new HttpServerOptions());
        Path trust = directory.resolve("vanishing.pem");
        Files.copy(serverPair.certificate(), trust, StandardCopyOption.REPLACE_EXISTING);
        var vanishing = Deployments.at("vanishing", url, tls(false, "file:" + trust));
        world.call(vanishing).join();

        Files.delete(trust);
        world.inspect();

        assertThat(world.call(vanishing).join().status()).isEqualTo(200);
    }

    @Test
    void shouldTunnelThroughAProxyToASecureBackend() {
        URI url = secure(new HttpServerOptions());
        var through = new Connection(
                0, false, Optional.of(serverPair.certificateReference()), Optional.empty(), Optional.of(proxy()));

        assertThat(world.call(Deployments.at("tunnelled", url, through)).join().status())
                .isEqualTo(200);
        assertThat(proxied).containsExactly("CONNECT localhost:" + url.getPort());
    }

    @Test
    void shouldAskAProxyForAPlainBackend() {
        HttpServer server = world.serve(new HttpServerOptions(), ProtocolsTest::version);
        URI url = PoolsWorld.url("http", "backend.test", server);
        var through = new Connection(0, false, Optional.empty(), Optional.empty(), Optional.of(proxy()));

        assertThat(world.call(Deployments.at("asked", url, through)).join().body())
                .isEqualTo("by proxy");
        assertThat(proxied).containsExactly("GET " + url + "/hello");
    }

    @Test
    void shouldNotUseAProxyAtAnAddressThatIsNotAllowed() {
        world.refused.add(PoolsWorld.LOCAL);
        HttpServer server = world.serve(new HttpServerOptions(), ProtocolsTest::version);
        var through = new Connection(0, false, Optional.empty(), Optional.empty(), Optional.of(proxy()));
        var deployment = Deployments.at("refused", PoolsWorld.url("http", "backend.test", server), through);

        assertThatThrownBy(() -> world.call(deployment).join())
                .hasMessageContaining("no address that backends may have");
        assertThat(proxied).isEmpty();
    }

    private static Connection tls(boolean http2, String trust) {
        return new Connection(0, http2, Optional.of(trust), Optional.empty(), Optional.empty());
    }

    private URI secure(HttpServerOptions options) {
        world.names.put("localhost", List.of(PoolsWorld.LOCAL));
        HttpServer server = world.serve(
                options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(serverPair.certificate().toString())
                                .addKeyPath(serverPair.key().toString())),
                ProtocolsTest::version);
        return PoolsWorld.url("https", "localhost", server);
    }

    private static Future<String> version(HttpServerRequest request) {
        return Future.succeededFuture(request.version().name());
    }

    /** Tunnels to this machine, and answers plain requests itself. */
    private URI proxy() {
        NetClient outward = world.vertx.createNetClient();
        HttpServer server = PoolsWorld.join(world.vertx
                .createHttpServer()
                .requestHandler(request -> {
                    proxied.add(request.method() + " " + request.uri());
                    if (request.method().equals(HttpMethod.CONNECT)) {
                        int port = Integer.parseInt(request.uri().replaceAll(".*:", ""));
                        request.pause();
                        outward.connect(port, "127.0.0.1").onSuccess(to -> tunnel(request, to));
                    } else {
                        request.response().end("by proxy");
                    }
                })
                .listen(0, "127.0.0.1"));
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private static void tunnel(HttpServerRequest request, NetSocket to) {
        request.toNetSocket().onSuccess(from -> {
            from.pipeTo(to);
            to.pipeTo(from);
        });
    }
}
