package io.tollgate.gateway.routing.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.gateway.support.LogLines;
import io.tollgate.ledger.redis.RedisConnection;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.servers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.handler.CommandDecoder;
import org.redisson.client.handler.CommandPubSubDecoder;

/**
 * No answer of Redis is ever matched with another's question: every question has an answer of its own, while the server is frozen,
 * connections are cut, threads are held up and questions are given up.
 */
class AnswersIT {

    private static final int ASKERS = 3;
    private static final int UNDER_WAY = 200;
    private static final int HASHES = 64;
    /** Each kind of disturbance twice. */
    private static final int ROUNDS = 8;

    private static final int HELD_UP_MILLIS = 150;

    private final RedisServer server = RedisServer.start(TestServers.directory("answers"));
    private final RedisConnection connection = RedisConnection.open(server.url());
    private final RedissonClient client =
            connection.client().toCompletableFuture().join();
    private final LogLines complaints = LogLines.of(CommandDecoder.class, CommandPubSubDecoder.class);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final LongAdder right = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final LongAdder heard = new LongAdder();

    @BeforeEach
    void fill() {
        for (int i = 0; i < HASHES; i++) {
            client.getMap(hash(i), StringCodec.INSTANCE).putAll(Map.of("name", hash(i), "text", text(i)));
        }
    }

    @AfterEach
    void stop() {
        complaints.close();
        connection.close();
        server.kill();
    }

    @Test
    void shouldMatchEveryAnswerWithItsQuestion() throws Exception {
        RTopic topic = client.getTopic("topic", StringCodec.INSTANCE);
        topic.addListener(String.class, (channel, message) -> heard.increment());
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            int seed = i;
            askers.add(Thread.ofPlatform().start(() -> ask(new SplittableRandom(seed))));
        }
        var random = new SplittableRandom(7);
        for (int round = 0; round < ROUNDS; round++) {
            disturb(round, random);
            long before = right.sum();
            await().atMost(Duration.ofSeconds(10)).until(() -> right.sum() > before + 500);
        }
        stopped.set(true);
        for (Thread asker : askers) {
            asker.join();
        }

        assertThat(wrong.sum()).as("answers to other questions").isZero();
        assertThat(complaints.lines()).isEmpty();
        assertThat(right.sum()).isGreaterThan(ROUNDS * 500L);
        assertThat(failed.sum()).as("questions without an answer in time").isPositive();
        assertThat(givenUp.sum()).isPositive();
        assertThat(heard.sum()).isPositive();
    }

    private void disturb(int round, SplittableRandom random) throws InterruptedException, IOException {
        switch (round % 4) {
            case 0 -> {
                server.freeze();
                hold(random.nextInt(50, 450));
                server.thaw();
            }
            case 1 -> holdUpItsThreads();
            case 2 -> cutConnections();
            default -> {
                holdUpItsThreads();
                server.freeze();
                cutConnections();
                hold(random.nextInt(50, 1_500));
                server.thaw();
            }
        }
    }

    /** The disturbance lasts so long. */
    private static void hold(int millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    /** What comes back to Redisson's threads keeps them for longer than a question waits, as a slow machine does. */
    private void holdUpItsThreads() {
        for (int i = 0; i < 8; i++) {
            client.getBucket("nothing", StringCodec.INSTANCE).isExistsAsync().whenComplete((exists, failure) -> {
                try {
                    hold(HELD_UP_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** At once, or when a frozen server goes on. */
    private void cutConnections() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("CLIENT KILL TYPE normal\r\nCLIENT KILL TYPE pubsub\r\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void ask(SplittableRandom random) {
        var underWay = new Semaphore(UNDER_WAY);
        while (!stopped.get()) {
            underWay.acquireUninterruptibly();
            Question question = question(random);
            question.answer.whenComplete((got, failure) -> {
                underWay.release();
                (failure != null ? failed : question.isAnsweredBy(got) ? right : wrong).increment();
            });
            if (random.nextInt(50) == 0 && question.answer.cancel(true)) {
                givenUp.increment();
            }
        }
        underWay.acquireUninterruptibly(UNDER_WAY);
    }

    /** @param expected null when it cannot be told from others */
    private record Question(RFuture<?> answer, Object expected) {
        boolean isAnsweredBy(Object got) {
            return expected == null ? got instanceof Long : expected.equals(got);
        }
    }

    private Question question(SplittableRandom random) {
        int kind = random.nextInt(10);
        String token = Long.toString(random.nextLong());
        if (kind < 5) {
            return new Question(
                    client.getScript(StringCodec.INSTANCE)
                            .evalAsync(
                                    RScript.Mode.READ_WRITE,
                                    "return {ARGV[1], ARGV[2]}",
                                    RScript.ReturnType.LIST,
                                    List.of("key"),
                                    token,
                                    "again"),
                    List.of(token, "again"));
        }
        if (kind < 9) {
            int hash = random.nextInt(HASHES);
            return new Question(
                    client.<String, String>getMap(hash(hash), StringCodec.INSTANCE)
                            .readAllMapAsync(),
                    Map.of("name", hash(hash), "text", text(hash)));
        }
        return new Question(client.getTopic("topic", StringCodec.INSTANCE).publishAsync(token), null);
    }

    private static String hash(int i) {
        return "hash-" + i;
    }

    /** From a few bytes to more than a read takes. */
    private static String text(int i) {
        return (i + ",").repeat(i % 16 == 0 ? 20_000 : 1 + i);
    }
}
