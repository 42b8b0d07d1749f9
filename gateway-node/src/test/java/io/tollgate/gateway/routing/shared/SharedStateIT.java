package io.tollgate.gateway.routing.shared;

import static io.tollgate.gateway.routing.RoutingCatalog.deployment;
import static io.tollgate.gateway.routing.RoutingCatalog.route;
import static io.tollgate.gateway.routing.RoutingCatalog.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.Published;
import io.tollgate.catalog.signals.NodeSignals;
import io.tollgate.gateway.catalog.CatalogIndex;
import io.tollgate.gateway.routing.breaker.Breaker;
import io.tollgate.gateway.routing.breaker.BreakerState;
import io.tollgate.gateway.routing.breaker.Entry;
import io.tollgate.gateway.routing.breaker.Notice;
import io.tollgate.gateway.routing.state.Deployments;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.stack.servers.TestServers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** What nodes tell each other, through a real Redis. Names are the test's own, since others use the same server. */
class SharedStateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String id = "d-" + UUID.randomUUID();
    private final Deployment deployment = deployment(id);
    private final CatalogIndex catalog = new CatalogIndex(snapshot(route(new Tier(List.of(id))), deployment));
    private final AtomicBoolean redisAnswers = new AtomicBoolean(true);
    private final List<RedisConnection> connections = new ArrayList<>();
    private final Node one = new Node();
    private final Node other = new Node();
    private RedissonClient client;

    private final class Node {
        private final String name = "node-" + UUID.randomUUID();
        private final List<Notice> heard = new CopyOnWriteArrayList<>();
        private final NoticeFeed feed;
        private final RedisTickets tickets;
        private final Deployments deployments;
        private final SignalsExchange signals;

        Node() {
            var connection = RedisConnection.open(TestServers.redis().url(), Duration.ofSeconds(5));
            connections.add(connection);
            var redis = new SharedRedis(connection.client(), redisAnswers::get);
            feed = new NoticeFeed(redis, name);
            tickets = new RedisTickets(redis, name, "tries");
            deployments = new Deployments(() -> catalog, () -> System.nanoTime() / 1_000_000, tickets, feed::tell);
            signals = new SignalsExchange(redis, name, InstantSource.system(), deployments);
        }

        void start() {
            feed.listen(notice -> {
                        heard.add(notice);
                        deployments.heard(notice);
                    })
                    .toCompletableFuture()
                    .join();
        }

        Breaker breaker() {
            return deployments.of(deployment).breaker();
        }

        void fail(int times) {
            for (int i = 0; i < times; i++) {
                breaker().failed(deployment.handling().breaker(), false);
            }
        }
    }

    @BeforeEach
    void start() {
        one.start();
        other.start();
        client = connections.getFirst().client().toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        RMap<String, String> all = told();
        all.fastRemove(one.name, other.name);
        connections.forEach(RedisConnection::close);
    }

    @Test
    void shouldTellOthersAtOnceThatADeploymentFails() {
        one.fail(5);

        await().atMost(PATIENCE).until(() -> other.breaker().state() != BreakerState.CLOSED);
        assertThat(other.breaker().enter(deployment.handling().breaker())).isInstanceOf(Entry.Shut.class);
        assertThat(other.heard).contains(new Notice.Opened(id, 2_000));
        assertThat(one.heard).as("its own words").doesNotContain(new Notice.Opened(id, 2_000));
    }

    @Test
    void shouldTellOthersOfARestAndThatOneServesAgain() {
        other.breaker().heard(new Notice.Opened(id, 3_600_000));
        one.feed.tell(new Notice.Closed(id));
        await().atMost(PATIENCE).until(() -> other.breaker().state() == BreakerState.CLOSED);

        one.breaker().throttled(deployment.handling().breaker(), 50_000, false);
        await().atMost(PATIENCE).until(() -> other.breaker().restMillis() > 0);
        assertThat(other.breaker().restMillis()).isLessThanOrEqualTo(50_000);
    }

    @Test
    void shouldGiveTheTicketToOneUntilItsTimeIsUp() {
        assertThat(taken(one, 400)).isTrue();
        assertThat(taken(other, 400)).isFalse();
        assertThat(taken(one, 400)).as("not twice either").isFalse();
        await().atMost(PATIENCE).until(() -> taken(other, 3_600_000));
        assertThat(taken(one, 400)).isFalse();
    }

    @Test
    void shouldKeepTheTicketForAsLongAsItsUseTakes() {
        assertThat(taken(one, 2_000)).isTrue();
        one.tickets.used(id, 3_600_000);
        await().atMost(PATIENCE)
                .until(() -> client.getBucket("tollgate:deployments:tries:" + id, StringCodec.INSTANCE)
                                .remainTimeToLive()
                        > 2_000);
        assertThat(taken(other, 400)).isFalse();
    }

    @Test
    void shouldSeeTheCallsAndLatenciesOfOthers() {
        one.deployments.of(deployment).begun();
        one.deployments.of(deployment).begun();
        one.deployments.of(deployment).latency().firstToken(0, 70_000_000);
        one.deployments.of(deployment).reported(0.75);
        other.deployments.of(deployment).begun();
        one.signals.tick();

        await().atMost(PATIENCE).until(() -> {
            other.signals.tick();
            return other.deployments.inFlight(id) == 3;
        });
        assertThat(other.deployments.estimate(id).firstTokenMicros()).isEqualTo(70_000);
        assertThat(other.deployments.utilisation(id)).isEqualTo(0.75);
    }

    @Test
    void shouldKnowWhatFailsWhenItHasJustStarted() {
        var late = new Node();
        one.breaker().heard(new Notice.Opened(id, 600_000));
        one.signals.tick();
        await().atMost(PATIENCE).until(() -> told().containsKey(one.name));

        await().atMost(PATIENCE).until(() -> {
            late.signals.tick();
            return late.breaker().state() == BreakerState.OPEN;
        });
        assertThat(late.breaker().openMillis()).isBetween(500_000L, 600_000L);
    }

    @Test
    void shouldNotBelieveSignalsOverWhatItHasHeardSince() {
        one.deployments.of(deployment).begun();
        one.signals.tick();
        await().atMost(PATIENCE).until(() -> {
            other.signals.tick();
            return other.deployments.inFlight(id) == 1;
        });
        // From here on only messages open and close.
        one.breaker().heard(new Notice.Opened(id, 600_000));
        one.deployments.of(deployment).begun();
        one.signals.tick();
        await().atMost(PATIENCE).until(() -> {
            other.signals.tick();
            return other.deployments.inFlight(id) == 2;
        });

        assertThat(other.breaker().state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldRemoveWhatADeadNodeSaidAndPassOverWhatIsUnreadable() {
        String dead = "dead-" + UUID.randomUUID();
        String odd = "odd-" + UUID.randomUUID();
        told().fastPut(dead, new CatalogCodec().write(new NodeSignals(System.currentTimeMillis() - 61_000, Map.of())));
        told().fastPut(odd, "{");
        await().atMost(PATIENCE).until(() -> {
            one.signals.tick();
            return !told().containsKey(dead);
        });

        assertThat(told().containsKey(odd)).isTrue();
        told().fastRemove(odd);
    }

    @Test
    void shouldDecideAloneWhileRedisDoesNotAnswer() {
        one.deployments.of(deployment).begun();
        one.signals.tick();
        await().atMost(PATIENCE).until(() -> {
            other.signals.tick();
            return other.deployments.inFlight(id) == 1;
        });
        redisAnswers.set(false);
        other.signals.tick();

        assertThat(other.deployments.inFlight(id)).isZero();
        assertThat(one.tickets.take(id, 400).toCompletableFuture()).isCompletedExceptionally();
    }

    private boolean taken(Node node, long millis) {
        return node.tickets.take(id, millis).toCompletableFuture().join();
    }

    private RMap<String, String> told() {
        return client.getMap(Published.SIGNALS, StringCodec.INSTANCE);
    }
}
