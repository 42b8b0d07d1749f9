package io.tollgate.quota.publication;

import static io.tollgate.quota.AdminApi.admin;
import static io.tollgate.quota.AdminApi.deployment;
import static io.tollgate.quota.AdminApi.fresh;
import static io.tollgate.quota.AdminApi.key;
import static io.tollgate.quota.AdminApi.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Price;
import io.tollgate.catalog.PriorityClass;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.codec.CatalogCodec;
import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.catalog.codec.Published;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.quota.Servers;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.Tx;
import io.tollgate.stack.servers.TestServers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

@QuarkusTest
@WithTestResource(Servers.class)
class PublicationIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    RedisConnection connection;

    @Inject
    CatalogStore store;

    @Inject
    RedisCatalog redisCatalog;

    @Inject
    PublicationLoop loop;

    private final CatalogCodec codec = new CatalogCodec();

    @Test
    void shouldHaveEverythingInRedisWhenTheCallIsAnswered() {
        String id = tenant();
        String deployment = fresh("deployment");

        Response answer = admin(deployment()).put("/deployments/" + deployment);

        long version = version(answer);
        assertThat(answer.header("x-tollgate-published")).isEqualTo("true");
        assertThat(Long.parseLong(get(Published.VERSION))).isGreaterThanOrEqualTo(version);
        assertThat(snapshot().version()).isGreaterThanOrEqualTo(version);
        assertThat(snapshot().deployments()).anyMatch(found -> found.id().equals(deployment));
        assertThat(codec.readTenant(get(Published.tenant(id))).id()).isEqualTo(id);
        assertThat(get(Published.tenant(id))).startsWith("{\"version\":");
    }

    @Test
    void shouldPublishProductsPricesAndPriorityClassesWithTheSnapshot() {
        String product = fresh("product");
        String price = fresh("price");

        long first = version(admin("{\"name\":\"Gold\"}").put("/products/" + product));
        long second = version(admin("{\"model\":\"" + fresh("model")
                        + "\",\"currency\":\"USD\",\"inputPerMillion\":\"1\",\"outputPerMillion\":\"2\"}")
                .put("/prices/" + price));

        assertThat(second).isGreaterThan(first);
        assertThat(snapshot().version()).isGreaterThanOrEqualTo(second);
        assertThat(snapshot().products()).extracting(Product::id).contains(product);
        assertThat(snapshot().prices()).extracting(Price::id).contains(price);
        assertThat(snapshot().priorityClasses()).isEqualTo(PriorityClass.DEFAULT);
    }

    @Test
    void shouldSayAVersionOnlyWhenItsRecordsAreThere() {
        String id = tenant();
        var tooEarly = new ConcurrentLinkedQueue<String>();
        var heard = new ConcurrentLinkedQueue<Long>();
        var topic = redis().getTopic(Published.CHANGES, StringCodec.INSTANCE);
        int listener = topic.addListener(String.class, (channel, message) -> {
            long version = Long.parseLong(message);
            if (snapshot().version() < version || Long.parseLong(get(Published.VERSION)) < version) {
                tooEarly.add(message);
            }
            heard.add(version);
        });

        for (int i = 1; i <= 10; i++) {
            admin("[{\"kind\":\"tokens-per-minute\",\"perMinute\":" + i + "}]").put("/tenants/" + id + "/limits");
        }

        long last = store.read(Tx::version);
        await().atMost(SOON).until(() -> heard.contains(last));
        topic.removeListener(listener);
        assertThat(tooEarly).isEmpty();
        assertThat(List.copyOf(heard)).isSorted();
        assertThat(published(id).limits().getFirst().amount()).isEqualTo(10);
    }

    @Test
    void shouldPublishEverythingAgainWhenRedisHasLostIt() {
        String id = tenant();
        String hash = KeyHash.of(key(id).<String>path("key"));

        redis().getKeys().flushall();

        await().atMost(SOON).until(() -> get(Published.VERSION) != null);
        assertThat(published(id).id()).isEqualTo(id);
        assertThat(codec.readKey(get(Published.key(hash))).tenantId()).isEqualTo(id);
        assertThat(snapshot().version()).isEqualTo(store.read(Tx::version));
    }

    @Test
    void shouldPublishAgainWhenOnlyTheSnapshotIsLost() {
        redis().getBucket(Published.SNAPSHOT, StringCodec.INSTANCE).delete();

        await().atMost(SOON).until(() -> get(Published.SNAPSHOT) != null);
    }

    @Test
    void shouldCommitWhileRedisIsSilentAndPublishWhenItSpeaksAgain() {
        String id = tenant();
        var server = TestServers.redis();
        server.freeze();
        Response answer;
        try {
            answer =
                    admin("[{\"kind\":\"tokens-per-minute\",\"perMinute\":77}]").put("/tenants/" + id + "/limits");
        } finally {
            server.thaw();
        }

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("x-tollgate-published")).isEqualTo("false");
        await().atMost(SOON).until(() -> loop.publishedVersion() >= version(answer));
        assertThat(published(id).limits().getFirst().amount()).isEqualTo(77);
    }

    @Test
    void shouldMovePastAVersionThatOnlyRedisHas() {
        String id = tenant();
        long ahead = store.read(Tx::version) + 1_000;
        redis().<String>getBucket(Published.VERSION, StringCodec.INSTANCE).set(Long.toString(ahead));
        redis().<String>getBucket(Published.tenant(id), StringCodec.INSTANCE)
                .set("{\"version\":" + ahead + ",\"id\":\"" + id + "\",\"name\":\"lost\",\"costCentre\":\"lost\"}");

        await().atMost(SOON).until(() -> Long.parseLong(get(Published.VERSION)) > ahead);

        assertThat(store.read(Tx::version)).isGreaterThan(ahead);
        assertThat(published(id).name()).isEqualTo("A tenant");
    }

    @Test
    void shouldNeverReplaceANewerRecordByAnOlderOne() {
        String key = fresh("tollgate:test:record");

        redisCatalog.write(List.of(new PublishedRecord(key, "{\"version\":10}", 10, 0)));
        redisCatalog.write(List.of(new PublishedRecord(key, "{\"version\":9}", 9, 0)));

        assertThat(get(key)).isEqualTo("{\"version\":10}");
    }

    @Test
    void shouldReplaceARecordThatNobodyCanRead() {
        String key = fresh("tollgate:test:record");
        redis().<String>getBucket(key, StringCodec.INSTANCE).set("not json");

        redisCatalog.write(List.of(new PublishedRecord(key, "{\"version\":1}", 1, 60)));

        assertThat(get(key)).isEqualTo("{\"version\":1}");
        assertThat(redis().getBucket(key).remainTimeToLive()).isBetween(1L, 60_000L);
    }

    @Test
    void shouldNeverMoveTheVersionBackOrBuildOnWhatIsLost() {
        long standing = Long.parseLong(get(Published.VERSION));

        assertThat(redisCatalog.publish(standing - 1, RedisCatalog.NOTHING)).hasValue(standing);
        assertThat(redisCatalog.publish(standing + 7, standing + 6)).isEmpty();
        assertThat(get(Published.VERSION)).isEqualTo(Long.toString(standing));
    }

    @Test
    void shouldAgreeWithTheStoreHoweverManyInstancesPublishAtOnce() throws Exception {
        List<String> ids = List.of(tenant(), tenant(), tenant());
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> running = new ArrayList<>();
            for (int instance = 0; instance < 3; instance++) {
                var publisher = new Publisher(store, redisCatalog, codec);
                running.add(threads.submit(() -> repeat(40, i -> publisher.publish())));
            }
            for (String id : ids) {
                running.add(threads.submit(() -> repeat(20, i -> rename(id, "name " + i))));
            }
            for (Future<?> future : running) {
                future.get();
            }
        }

        long version = store.read(Tx::version);
        await().atMost(SOON).until(() -> get(Published.VERSION).equals(Long.toString(version)));
        assertThat(snapshot().version()).isEqualTo(version);
        ids.forEach(id -> assertThat(published(id).name()).isEqualTo("name 19"));
    }

    @Test
    void shouldLetADeletedTenantVanishAfterADay() {
        String id = tenant();

        admin().delete("/tenants/" + id).then().statusCode(204);

        assertThat(published(id).enabled()).isFalse();
        assertThat(Duration.ofMillis(redis().getBucket(Published.tenant(id)).remainTimeToLive()))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
    }

    @Test
    void shouldShutOutARevokedKeyWithinASecond() {
        String tenant = tenant();
        var made = key(tenant);
        long before = System.nanoTime();

        admin().delete("/tenants/" + tenant + "/keys/" + made.<String>path("id"));

        String record = get(Published.key(KeyHash.of(made.<String>path("key"))));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(codec.readKey(record).revoked()).isTrue();
    }

    private interface Step {
        void run(int number);
    }

    private static void repeat(int times, Step step) {
        for (int i = 0; i < times; i++) {
            step.run(i);
        }
    }

    private void rename(String id, String name) {
        store.change(tx -> {
            Tenant old = tx.tenants().find(id).orElseThrow().value();
            return tx.tenants().put(new Tenant(id, name, old.costCentre(), old.enabled(), old.models(), old.limits()));
        });
    }

    private static long version(Response answer) {
        return Long.parseLong(answer.header("x-tollgate-version"));
    }

    private Tenant published(String id) {
        return codec.readTenant(get(Published.tenant(id)));
    }

    private CatalogSnapshot snapshot() {
        return codec.readSnapshot(get(Published.SNAPSHOT));
    }

    private String get(String key) {
        return redis().<String>getBucket(key, StringCodec.INSTANCE).get();
    }

    private RedissonClient redis() {
        return connection.client().toCompletableFuture().join();
    }
}
