package io.tollgate.gateway.upstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.catalog.backend.Connection;
import io.tollgate.gateway.support.Deployments;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolsTest {

    private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.2");

    private final PoolsWorld world = new PoolsWorld();
    private final Set<String> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final List<Promise<String>> held = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void shouldOpenNoMoreConnectionsThanTheDeploymentMay() {
        URI url = url("127.0.0.1", holding());
        var narrow = Deployments.at("narrow", url, most(1));

        var first = world.call(narrow);
        var second = world.call(narrow);
        await().until(() -> held.size() == 1);
        held.getFirst().complete("first");
        first.join();
        await().until(() -> held.size() == 2);
        held.getLast().complete("second");

        assertThat(second.join().body()).isEqualTo("second");
        assertThat(connections).hasSize(1);
    }

    @Test
    void shouldKeepTheConnectionsOfDeploymentsOnOneBackendApart() {
        URI url = url("127.0.0.1", holding());

        var full = world.call(Deployments.at("full", url, most(1)));
        await().until(() -> held.size() == 1);
        var beside = world.call(Deployments.at("beside", url, most(1)));
        await().until(() -> held.size() == 2);

        held.forEach(answer -> answer.complete("late"));
        assertThat(full.join().status()).isEqualTo(200);
        assertThat(beside.join().status()).isEqualTo(200);
        assertThat(connections).hasSize(2);
    }

    @Test
    void shouldKeepConnectionsWhenANewCatalogSaysTheSame() {
        URI url = url("127.0.0.1", echoing());

        world.call(Deployments.at("same", url, most(5))).join();
        world.inspect();
        world.call(Deployments.at("same", url, most(5))).join();

        assertThat(connections).hasSize(1);
    }

    @Test
    void shouldConnectAnewWhenTheCatalogSaysOtherwise() {
        URI url = url("127.0.0.1", echoing());

        world.call(Deployments.at("changed", url, most(5))).join();
        world.call(Deployments.at("changed", url, most(6))).join();

        assertThat(connections).hasSize(2);
        await().until(() -> open.get() == 1);
    }

    @Test
    void shouldCloseConnectionsOfADeploymentThatLeavesWhenItsLastCallHasEnded() {
        var leaving = Deployments.at("leaving", url("127.0.0.1", holding()), most(5));

        var last = world.call(leaving);
        await().until(() -> held.size() == 1);
        world.gone.add("leaving");
        world.inspect();
        held.getFirst().complete("whole");

        assertThat(last.join().body()).isEqualTo("whole");
        await().until(() -> open.get() == 0);
    }

    @Test
    void shouldCloseConnectionsThatNobodyHasUsedForLong() {
        world.call(Deployments.at("idle", url("127.0.0.1", echoing()), most(5))).join();
        assertThat(open).hasValue(1);

        for (int i = 0; i < 7; i++) {
            world.inspect();
        }

        await().until(() -> open.get() == 0);
    }

    @Test
    void shouldFollowANameToItsNewAddressAndKeepOneThatIsStillAmongItsAddresses() {
        URI url = url("backend.test", echoing());
        world.names.put("backend.test", List.of(PoolsWorld.LOCAL));
        var named = Deployments.at("named", url, most(5));

        assertThat(world.call(named).join().body()).isEqualTo("127.0.0.1 for backend.test");
        world.names.put("backend.test", List.of(OTHER, PoolsWorld.LOCAL));
        world.inspect();
        assertThat(world.call(named).join().body()).isEqualTo("127.0.0.1 for backend.test");
        assertThat(connections).hasSize(1);
        world.names.put("backend.test", List.of(OTHER));
        world.inspect();
        assertThat(world.call(named).join().body()).isEqualTo("127.0.0.2 for backend.test");
    }

    @Test
    void shouldGoOnWithTheAddressItHasWhileTheNameCannotBeFound() {
        URI url = url("backend.test", echoing());
        world.names.put("backend.test", List.of(PoolsWorld.LOCAL));
        var named = Deployments.at("named", url, most(5));
        world.call(named).join();

        world.names.clear();
        world.inspect();

        assertThat(world.call(named).join().status()).isEqualTo(200);
    }

    @Test
    void shouldNotConnectToAnAddressThatIsNotAllowed() {
        world.refused.add(PoolsWorld.LOCAL);
        var literal = Deployments.at("literal", url("127.0.0.1", echoing()), most(5));
        world.names.put("backend.test", List.of(PoolsWorld.LOCAL));
        var named = Deployments.at("named", url("backend.test", echoing()), most(5));

        assertThatThrownBy(() -> world.call(literal).join()).hasMessageContaining("no address that backends may have");
        assertThatThrownBy(() -> world.call(named).join()).hasMessageContaining("no address that backends may have");
        assertThat(connections).isEmpty();
    }

    @Test
    void shouldNoticeANameThatIsBoundAnewToAnAddressThatIsNotAllowed() {
        world.refused.add(OTHER);
        world.names.put("backend.test", List.of(PoolsWorld.LOCAL));
        var named = Deployments.at("named", url("backend.test", echoing()), most(5));
        world.call(named).join();

        world.names.put("backend.test", List.of(OTHER));
        world.inspect();

        assertThatThrownBy(() -> world.call(named).join()).hasMessageContaining("no address that backends may have");
        await().until(() -> open.get() == 0);
    }

    @Test
    void shouldTryAgainAfterTheNextInspectionWhatCouldNotBeOpened() {
        var named = Deployments.at("named", url("backend.test", echoing()), most(5));
        assertThatThrownBy(() -> world.call(named).join()).hasMessageContaining("not known");

        world.names.put("backend.test", List.of(PoolsWorld.LOCAL));
        assertThatThrownBy(() -> world.call(named).join()).hasMessageContaining("not known");
        world.inspect();

        assertThat(world.call(named).join().status()).isEqualTo(200);
    }

    private static Connection most(int connections) {
        return new Connection(connections, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static URI url(String host, HttpServer server) {
        return PoolsWorld.url("http", host, server);
    }

    /** Says at which of its addresses it was called, and by which name. */
    private HttpServer echoing() {
        return world.serve(new HttpServerOptions(), request -> {
            note(request.connection());
            return Future.succeededFuture(request.localAddress().hostAddress() + " for "
                    + request.authority().host());
        });
    }

    /** Answers when the test says so. */
    private HttpServer holding() {
        return world.serve(new HttpServerOptions(), request -> {
            note(request.connection());
            Promise<String> answer = Promise.promise();
            held.add(answer);
            return answer.future();
        });
    }

    private void note(io.vertx.core.http.HttpConnection connection) {
        if (connections.add(connection.remoteAddress().toString())) {
            open.incrementAndGet();
            connection.closeHandler(closed -> open.decrementAndGet());
        }
    }
}
