package io.tollgate.usage.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.UsageEventCodec;
import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.usage.store.UsageStore;
import io.tollgate.usage.support.Events;
import io.tollgate.usage.support.Injected;
import io.tollgate.usage.support.Producer;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class IngestIT {

    private static final Map<String, String> MARCH = Map.of("from", "2026-03-01", "to", "2026-04-01");
    private static final String AT = "2026-03-05T10:15:30.123456Z";

    @Injected
    PostgresServer postgres;

    @Inject
    DataSource source;

    @Inject
    KafkaClients clients;

    @Inject
    UsageTopic topic;

    @Inject
    UsageStore store;

    @Inject
    BatchDecoder decoder;

    @Inject
    IngestMetrics metrics;

    @ConfigProperty(name = "tollgate.kafka.bootstrap-servers")
    String bootstrapServers;

    private Producer producer;

    @BeforeEach
    void open() {
        producer = new Producer(bootstrapServers);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldCountEveryEventOnceHoweverOftenItComes() {
        Events events = Events.ofNewTenant();
        List<UsageEvent> sent = some(events, 250);
        long before = Usage.awaitNoLag().getLong("duplicates");
        producer.send(sent);
        producer.send(sent);
        producer.send(sent.subList(0, 100));

        JsonPath status = Usage.awaitNoLag();

        JsonPath report = Usage.awaitRequests(events, MARCH, 250);
        assertThat(report.getLong("totals.requests")).isEqualTo(250);
        assertThat(report.getLong("totals.inputTokens")).isEqualTo(2_500);
        assertThat(status.getLong("duplicates") - before).isEqualTo(350);
    }

    @Test
    void shouldKeepEveryFieldOfAnEvent() throws Exception {
        UsageEvent sent = some(Events.ofNewTenant(), 1).getFirst();
        producer.send(List.of(sent));
        Usage.awaitNoLag();

        byte[] found = Usage.authorized().get("/usage/v1/requests/" + sent.id()).asByteArray();

        assertThat(new UsageEventCodec().decode(found)).isEqualTo(sent);
        assertThat(Usage.authorized().get("/usage/v1/requests/unknown").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldPutPoisonAsideAndGoOn() throws SQLException {
        Events events = Events.ofNewTenant();
        UsageEvent good = some(events, 1).getFirst();
        long before = Usage.awaitNoLag().getLong("deadLetters");
        producer.sendRaw(events.tenant(), "no event".getBytes(UTF_8));
        producer.sendRaw(events.tenant(), null);
        producer.sendRaw(events.tenant(), new byte[500_000]);
        byte[] unknownKind = new String(new UsageEventCodec().encode(good), UTF_8)
                .replace("\"completed\"", "\"exploded\"")
                .getBytes(UTF_8);
        producer.sendRaw(events.tenant(), unknownKind);
        producer.send(List.of(good));

        Usage.awaitRequests(events, MARCH, 1);

        assertThat(Usage.awaitNoLag().getLong("deadLetters") - before).isEqualTo(4);
        assertThat(number("SELECT count(*) FROM usage.dead_letter WHERE reason LIKE 'outcome.kind: %'"))
                .isEqualTo(1);
        assertThat(number("SELECT max(length(value)) FROM usage.dead_letter")).isEqualTo(65_536);
        assertThat(number("SELECT max(value_bytes) FROM usage.dead_letter")).isEqualTo(500_000);
    }

    @Test
    void shouldPutAsideWhatNoReportCouldTake() throws SQLException {
        Events events = Events.ofNewTenant();
        String name = new SplittableRandom(1)
                .ints(10_000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        producer.send(some(new Events(name), 1));
        producer.send(List.of(events.completed(
                AT,
                "gpt-4o",
                "payg-1",
                new Tokens(1, Long.MAX_VALUE, 1, 0, Tokens.Source.REPORTED, Long.MAX_VALUE, 0, 0))));
        producer.send(some(events, 1));

        Usage.awaitRequests(events, MARCH, 1);
        Usage.awaitNoLag();
        assertThat(number("SELECT count(*) FROM usage.dead_letter WHERE reason LIKE 'caller.tenant: %'"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM usage.dead_letter WHERE reason LIKE 'tokens.cachedInput: %'"))
                .isEqualTo(1);
    }

    @Test
    void shouldPutAsideWhatOnlyTheStoreRefuses() throws SQLException {
        Events events = Events.ofNewTenant();
        List<UsageEvent> sent = some(events, 40);
        execute("ALTER TABLE usage.event ADD CONSTRAINT picky CHECK (id <> '"
                + sent.get(17).id() + "')");
        try {
            producer.send(sent);
            JsonPath report = Usage.awaitRequests(events, MARCH, 39);
            Usage.awaitNoLag();
            assertThat(report.getLong("totals.requests")).isEqualTo(39);
            assertThat(number("SELECT count(*) FROM usage.dead_letter WHERE reason LIKE '%"
                            + sent.get(17).id() + ", SQLSTATE 23514'"))
                    .isEqualTo(1);
        } finally {
            execute("ALTER TABLE usage.event DROP CONSTRAINT picky");
        }
    }

    @Test
    void shouldReplayWhatWasPutAsideOnceItsCauseIsGone() throws SQLException {
        Events events = Events.ofNewTenant();
        List<UsageEvent> sent = some(events, 3);
        byte[] raw = new String(new UsageEventCodec().encode(sent.get(1)), UTF_8)
                .replaceFirst("\\{", "{ \"later\": 1,")
                .getBytes(UTF_8);
        execute("ALTER TABLE usage.event ADD CONSTRAINT picky CHECK (id <> '"
                + sent.get(1).id() + "')");
        try {
            producer.send(List.of(sent.get(0), sent.get(2)));
            producer.sendRaw(events.tenant(), raw);
            producer.sendRaw(events.tenant(), "no event".getBytes(UTF_8));
            Usage.awaitRequests(events, MARCH, 2);
            Usage.awaitNoLag();
        } finally {
            execute("ALTER TABLE usage.event DROP CONSTRAINT picky");
        }
        String reason = "the store refused event " + sent.get(1).id() + ", SQLSTATE 23514";
        String mine = "deadLetters.find { it.reason == '" + reason + "' }";
        JsonPath open =
                Usage.authorized().get("/usage/v1/dead-letters?limit=1000").jsonPath();
        assertThat(open.getMap(mine)).containsEntry("topic", UsageEvent.TOPIC);
        byte[] value = Usage.authorized()
                .get("/usage/v1/dead-letters/" + open.getLong(mine + ".id") + "/value")
                .asByteArray();
        assertThat(value).isEqualTo(raw);

        JsonPath first =
                Usage.authorized().post("/usage/v1/dead-letters/replay").jsonPath();
        JsonPath second =
                Usage.authorized().post("/usage/v1/dead-letters/replay").jsonPath();

        assertThat(first.getInt("ingested")).isEqualTo(1);
        assertThat(second.getInt("ingested")).isZero();
        assertThat(second.getInt("refused")).isEqualTo(first.getInt("refused")).isPositive();
        assertThat(Usage.awaitRequests(events, MARCH, 3).getLong("totals.requests"))
                .isEqualTo(3);
        assertThat(number("SELECT sum(requests) FROM usage.rollup JOIN usage.series s ON s.id = series_id"
                        + " WHERE tenant = '" + events.tenant() + "'"))
                .isEqualTo(3);
        assertThat(Usage.authorized()
                        .get("/usage/v1/dead-letters?limit=1000")
                        .jsonPath()
                        .getMap(mine))
                .isNull();
        assertThat(Usage.authorized()
                        .get("/usage/v1/dead-letters?limit=1000&replayed=true")
                        .jsonPath()
                        .getString(mine + ".replayedAt"))
                .isNotNull();
    }

    @Test
    void shouldMakeSumsAnewWhenAsked() throws SQLException {
        Events events = Events.ofNewTenant();
        producer.send(some(events, 5));
        Usage.awaitRequests(events, MARCH, 5);
        execute("DELETE FROM usage.rollup WHERE series_id IN (SELECT id FROM usage.series WHERE tenant = '"
                + events.tenant() + "')");

        JsonPath days = Usage.authorized()
                .queryParam("from", "2026-03-05")
                .queryParam("to", "2026-03-07")
                .post("/usage/v1/rollups/rebuild")
                .jsonPath();

        assertThat(days.getList("days.day")).containsExactly("2026-03-05", "2026-03-06");
        assertThat(days.getLong("days[0].events")).isGreaterThanOrEqualTo(5);
        assertThat(days.getLong("days[0].added")).isEqualTo(1);
        assertThat(number("SELECT sum(requests) FROM usage.rollup JOIN usage.series s ON s.id = series_id"
                        + " WHERE tenant = '" + events.tenant() + "'"))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /usage/v1/rollups/rebuild?to=2026-03-07, from",
        "POST, /usage/v1/rollups/rebuild?from=2026-03-07&to=2026-03-07, to",
        "POST, /usage/v1/rollups/rebuild?from=2026-03-07&to=2046-03-07, to",
        "GET, /usage/v1/dead-letters?limit=0, limit",
        "GET, /usage/v1/dead-letters?after=x, after",
    })
    void shouldNameTheParameterThatIsWrong(String method, String path, String field) {
        Response answer = Usage.authorized().request(method, path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }

    @Test
    void shouldShareThePartitionsWithAnotherConsumer() {
        Events events = Events.ofNewTenant();
        Ingest other = new Ingest(clients, topic, store, decoder, metrics);
        other.start();
        try {
            producer.send(some(events, 300));
            await().until(other::state, IngestState.CONSUMING::equals);
            producer.send(some(events, 300));
            Usage.awaitRequests(events, MARCH, 600);
        } finally {
            other.stop();
        }
        producer.send(some(events, 300));

        assertThat(Usage.awaitRequests(events, MARCH, 900).getLong("totals.requests"))
                .isEqualTo(900);
        assertThat(other.state()).isEqualTo(IngestState.STOPPED);
    }

    @Test
    void shouldWriteRowsAndOffsetsTogetherOrNotAtAll() throws SQLException {
        Events events = Events.ofNewTenant();
        Usage.awaitNoLag();
        execute("CREATE FUNCTION usage.refuse() RETURNS trigger LANGUAGE plpgsql AS "
                + "$$ BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '53100'; END $$");
        execute("CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON usage.consumer_offset "
                + "FOR EACH ROW EXECUTE FUNCTION usage.refuse()");
        try {
            producer.send(some(events, 120));
            await().until(() -> Usage.status().getString("state"), "waiting-for-store"::equals);
            assertThat(number("SELECT count(*) FROM usage.event_detail WHERE tenant = '" + events.tenant() + "'"))
                    .isZero();
            assertThat(IntStream.range(0, 100)
                            .map(i -> RestAssured.get("/q/health/ready").statusCode()))
                    .containsOnly(503);
        } finally {
            execute("DROP TRIGGER refuse ON usage.consumer_offset");
            execute("DROP FUNCTION usage.refuse()");
        }

        assertThat(Usage.awaitRequests(events, MARCH, 120).getLong("totals.requests"))
                .isEqualTo(120);
    }

    @Test
    void shouldLoseNothingAndCountNothingTwiceWhenPostgresIsKilled() {
        Events events = Events.ofNewTenant();
        producer.send(some(events, 500));
        postgres.kill();
        producer.send(some(events, 500));
        assertThat(Usage.authorized().get("/usage/v1/chargeback").statusCode()).isEqualTo(503);
        postgres.restart();
        producer.send(some(events, 500));

        JsonPath report = Usage.awaitRequests(events, MARCH, 1_500);
        Usage.awaitNoLag();
        assertThat(report.getLong("totals.requests")).isEqualTo(1_500);
        assertThat(report.getLong("totals.inputTokens")).isEqualTo(15_000);
    }

    @Test
    void shouldReadTheTopicAgainWhenTheStoreForgotItsOffsets() throws SQLException {
        Events events = Events.ofNewTenant();
        producer.send(some(events, 60));
        Usage.awaitRequests(events, MARCH, 60);
        Usage.awaitNoLag();
        execute("DELETE FROM usage.consumer_offset");
        postgres.restart();
        producer.send(some(events, 1));

        Usage.awaitRequests(events, MARCH, 61);
        JsonPath status = Usage.awaitNoLag();
        assertThat(Usage.awaitRequests(events, MARCH, 61).getLong("totals.requests"))
                .isEqualTo(61);
        assertThat(status.getLong("duplicates")).isGreaterThanOrEqualTo(60);
    }

    private static List<UsageEvent> some(Events events, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> events.completed(AT, "gpt-4o", "payg-1", Events.tokens(10, 0, 5)))
                .toList();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}
