package io.tollgate.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.Tier;
import io.tollgate.catalog.backend.BreakerPolicy;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.backend.OnCancel;
import io.tollgate.catalog.routing.AttemptPolicy;
import io.tollgate.catalog.routing.Deadlines;
import io.tollgate.catalog.routing.Fallbacks;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.catalog.routing.OnLeave;
import io.tollgate.gateway.support.FakeBackend;
import io.tollgate.gateway.support.RealServers;
import io.tollgate.gateway.support.TestCatalog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers who leave while a backend works for them, and what they are charged. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class HangUpIT {

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Leaving CANCEL = new Leaving(OnLeave.CANCEL, 10_000, 1 << 20, 64, 0);
    private static final Leaving DRAIN = new Leaving(OnLeave.DRAIN, 10_000, 1 << 20, 64, 0);
    private static final Leaving NO_ROOM = new Leaving(OnLeave.DRAIN, 10_000, 1 << 20, 0, 0);
    private static final Leaving SHORTLY = new Leaving(OnLeave.DRAIN, 300, 1 << 20, 64, 0);
    private static final Leaving LITTLE = new Leaving(OnLeave.DRAIN, 10_000, 1_000, 64, 0);
    private static final Leaving SAMPLE = new Leaving(OnLeave.CANCEL, 10_000, 1 << 20, 64, 1);
    private static final String BODY =
            "{\"model\":\"gpt-4o\",\"max_tokens\":900,\"input\":\"x\",\"prompt\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    private static final String STREAM = BODY.replace("\"model\"", "\"stream\":true,\"model\"");
    private static final String DELTA = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";
    private static final String ANSWER =
            "{\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":700}}";
    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":700,"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":600}}}\n\ndata: [DONE]\n\n";

    @ConfigProperty(name = "tollgate.redis-url")
    String redisUrl;

    @TestHTTPResource
    URI node;

    private final String run = Integer.toString(RUNS.incrementAndGet());
    private final String tenant = "leaving-" + run;
    private final FakeBackend backend = new FakeBackend();
    private final Vertx vertx = Vertx.vertx();
    private final Promise<Void> rest = Promise.promise();
    private TestCatalog catalog;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private double before;

    @BeforeEach
    void begin() {
        catalog = new TestCatalog(redisUrl);
        catalog.tenant(tenant, tenant + "-secret-key");
        before = metric("tollgate_tokens_total{direction=\"output\"}");
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        catalog.close();
        backend.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, HTTP_1_1",
        "/v1/chat/completions, HTTP_2",
        "/v1/completions, HTTP_1_1",
        "/v1/responses, HTTP_1_1",
    })
    void shouldChargeTheBackendsCountForAnAnswerThatNobodyWaitedFor(String path, HttpVersion by) {
        publish(OnCancel.UNKNOWN, CANCEL);
        version = by;
        backend.script((request, body) -> rest.future().onSuccess(go -> request.response()
                .putHeader("content-type", "application/json")
                .end(
                        path.endsWith("responses")
                                ? ANSWER.replace("prompt_", "input_").replace("completion_", "output_")
                                : ANSWER)));

        leaveBeforeTheHead(path, BODY);
        await().until(() -> metric("tollgate_drains") == 1);
        rest.complete();

        assertCharged(700, 700);
        assertThat(backend.abandoned()).isZero();
        assertThat(backend.received()).hasSize(1);
    }

    @Test
    void shouldChargeNoOutputForEmbeddings() {
        publish(OnCancel.UNKNOWN, CANCEL);
        backend.script((request, body) -> rest.future().onSuccess(go -> request.response()
                .putHeader("content-type", "application/json")
                .end("{\"data\":[],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}")));

        leaveBeforeTheHead("/v1/embeddings", BODY);
        await().until(() -> metric("tollgate_drains") == 1);
        rest.complete();

        assertCharged(0, 0);
    }

    @Test
    void shouldChargeWhatMayHaveComeWhereNoMoreCanBeDrained() {
        publish(OnCancel.UNKNOWN, NO_ROOM);
        backend.hang();

        leaveBeforeTheHead("/v1/chat/completions", BODY);

        assertCharged(900, 900);
        await().until(() -> backend.abandoned() == 1);
    }

    @Test
    void shouldGiveAnAnswerUpThatTakesTooLong() {
        publish(OnCancel.UNKNOWN, SHORTLY);
        backend.hang();

        leaveBeforeTheHead("/v1/chat/completions", BODY);

        await().until(() -> backend.abandoned() == 1);
        assertCharged(900, 900);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void shouldChargeWhatHasPassedOfAStreamThatStops(HttpVersion by) {
        publish(OnCancel.STOPS, CANCEL);
        version = by;
        streamRestLater(30);

        leaveAfterContent();

        await().until(() -> backend.abandoned() == 1);
        assertCharged(30, 30);
    }

    /** The event is of the API that is asked, thirty of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/completions | {\"choices\":[{\"index\":0,\"text\":\"Hi\"}]}",
                "/v1/responses   | {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}",
            })
    void shouldChargeWhatHasPassedOfStreamsOfOtherApis(String path, String event) {
        publish(OnCancel.STOPS, CANCEL);
        backend.script((request, body) -> request.response()
                .putHeader("content-type", "text/event-stream")
                .setChunked(true)
                .write("data: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\"}}\n\n"
                        + ("data: " + event + "\n\n").repeat(30)));

        leaveAfterContent(path);

        await().until(() -> backend.abandoned() == 1);
        assertCharged(30, 30);
    }

    @ParameterizedTest
    @CsvSource({"CONTINUES, CANCEL", "STOPS, DRAIN"})
    void shouldChargeAllOfAStreamThatGoesOn(OnCancel onCancel, OnLeave streams) {
        publish(onCancel, streams == OnLeave.DRAIN ? DRAIN : CANCEL);
        streamRestLater(30);

        leaveAfterContent();
        await().until(() -> metric("tollgate_drains") == 1);
        rest.complete();

        assertCharged(700, 700);
        assertThat(backend.abandoned()).isZero();
    }

    @Test
    void shouldChargeWhatIsKnownOfAStreamThatSaysTooMuchToNobody() {
        publish(OnCancel.STOPS, LITTLE);
        streamRestLater(30);

        leaveAfterContent();
        await().until(() -> metric("tollgate_drains") == 1);
        rest.complete();

        assertCharged(31, 100);
    }

    @Test
    void shouldChargeHiddenReasoningFromTheFirstStreamOn() {
        publish(OnCancel.STOPS, SAMPLE);
        backend.script((request, body) -> vertx.setTimer(700, thought -> {
            var response = request.response()
                    .putHeader("content-type", "text/event-stream")
                    .setChunked(true);
            stream(response, 95);
            vertx.setTimer(400, later -> {
                stream(response, 5);
                response.end(USAGE);
            });
        }));

        leaveAfterContent();

        assertCharged(690, 699);
    }

    @Test
    void shouldChargeWhatHadPassedWhenTheBackendDiesWhileNobodyWaits() {
        publish(OnCancel.CONTINUES, CANCEL);
        backend.script((request, body) -> {
            stream(
                    request.response()
                            .putHeader("content-type", "text/event-stream")
                            .setChunked(true),
                    30);
            rest.future().onSuccess(go -> request.connection().close());
        });

        leaveAfterContent();
        await().until(() -> metric("tollgate_drains") == 1);
        rest.complete();

        assertCharged(30, 30);
    }

    @Test
    void shouldChargeACallerWhoDoesNotReadForWhatGoesOn() {
        publish(OnCancel.CONTINUES, new Leaving(OnLeave.CANCEL, 10_000, 1 << 28, 64, 0));
        backend.script((request, body) -> {
            var response = request.response()
                    .putHeader("content-type", "text/event-stream")
                    .setChunked(true);
            for (int i = 0; i < 256; i++) {
                response.write(DELTA.replace("Hi", "x".repeat(60_000)));
            }
            response.end(USAGE);
        });

        call("/v1/chat/completions", STREAM).onSuccess(HttpClientResponse::pause);

        assertCharged(700, 700);
    }

    @Test
    void shouldChargeNothingForARequestThatNoBackendHasHad() {
        publish(OnCancel.UNKNOWN, CANCEL);
        backend.script((request, body) -> rest.future()
                .onSuccess(go -> request.response().setStatusCode(400).end("{}")));

        leaveBeforeTheHead("/v1/chat/completions", BODY);
        await().until(() -> metric("tollgate_drains") == 1);
        rest.complete();

        assertCharged(0, 0);
    }

    private void streamRestLater(int deltas) {
        backend.script((request, body) -> {
            var response = request.response()
                    .putHeader("content-type", "text/event-stream")
                    .setChunked(true);
            stream(response, deltas);
            rest.future().onSuccess(go -> {
                stream(response, 100 - deltas);
                response.end(USAGE);
            });
        });
    }

    private static void stream(io.vertx.core.http.HttpServerResponse response, int deltas) {
        response.write(DELTA.repeat(deltas));
    }

    private void publish(OnCancel onCancel, Leaving leaving) {
        String id = "payg-" + tenant;
        Deployment plain = catalog.deployment(id, backend.url(), CapacityType.PAYG);
        var deployment = new Deployment(
                id,
                plain.url(),
                plain.api(),
                plain.apiVersion(),
                plain.deployedModel(),
                plain.model(),
                plain.capacity(),
                plain.region(),
                plain.credential(),
                true,
                Optional.empty(),
                new Handling(Map.of(), Connection.DEFAULT, BreakerPolicy.DEFAULT, 0, onCancel));
        var attempts = new AttemptPolicy(6, 50, Deadlines.DEFAULT, Optional.empty(), leaving);
        long published = catalog.publish(
                List.of(deployment), TestCatalog.route("gpt-4o", attempts, Fallbacks.NONE, new Tier(List.of(id))));
        await().until(() -> metric("tollgate_catalog_version") >= published);
    }

    private Future<HttpClientRequest> request(String path) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(version)
                .setHttp2ClearTextUpgrade(false)
                .setKeepAlive(false));
        return client.request(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(node.getHost())
                .setPort(node.getPort())
                .setURI(path)
                .putHeader("content-type", "application/json")
                .putHeader("api-key", tenant + "-secret-key"));
    }

    private Future<HttpClientResponse> call(String path, String body) {
        return request(path).compose(request -> request.send(body));
    }

    private void leaveBeforeTheHead(String path, String body) {
        request(path).onSuccess(request -> {
            request.exceptionHandler(reset -> {});
            request.end(body);
            vertx.setPeriodic(10, tick -> {
                if (!backend.received().isEmpty()) {
                    vertx.cancelTimer(tick);
                    request.reset();
                }
            });
        });
    }

    /** Leaves as soon as a hundred bytes of content have come, which come with all others that the backend has sent. */
    private void leaveAfterContent() {
        leaveAfterContent("/v1/chat/completions");
    }

    private void leaveAfterContent(String path) {
        call(path, STREAM).onSuccess(response -> {
            response.exceptionHandler(reset -> {});
            response.handler(
                    chunk -> vertx.setTimer(100, later -> response.request().reset()));
        });
    }

    private void assertCharged(long atLeast, long atMost) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(metric("tollgate_drains")).isZero();
            assertThat(metric("tollgate_requests_seconds_count{outcome=\"cancelled\"")
                            + metric("tollgate_requests_seconds_count{outcome=\"failed\""))
                    .isPositive();
            assertThat(metric("tollgate_usage_open")).isZero();
            assertThat(metric("tollgate_tokens_total{direction=\"output\"}") - before)
                    .isBetween((double) atLeast, (double) atMost);
        });
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .body()
                .asString()
                .lines()
                .filter(text -> text.startsWith(name))
                .findFirst()
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .orElse(-1.0);
    }
}
