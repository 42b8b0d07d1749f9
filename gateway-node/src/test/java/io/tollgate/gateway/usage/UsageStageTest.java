package io.tollgate.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.catalog.Deployment;
import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.CloudEventHeaders;
import io.tollgate.events.codec.UnreadableUsageEventException;
import io.tollgate.events.codec.UsageEventCodec;
import io.tollgate.gateway.support.Deployments;
import io.tollgate.gateway.usage.log.UsageLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageStageTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.000000123Z");
    private static final Caller ACME =
            new Caller("acme", "cc-1", "shop", "web", "ada", Map.of("team", "search"), "retail", "s-1", "private");
    private static final Request CHAT = new Request("chat/completions", "gpt-4o", "gpt-4o", true);

    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private Path base;

    @Test
    void shouldHandOverEventsKeyedByTenantAsTheyWereWritten() throws Exception {
        var kafka = kafka(true);
        UsageEvent event = event("r1");
        UsageStage stage = stage(kafka);
        stage.journal().ended(event);
        await().until(() -> stage.published() == 1);
        stage.close(LONG);

        var message = kafka.history().getFirst();
        assertThat(message.topic()).isEqualTo(UsageEvent.TOPIC);
        assertThat(message.key()).asString().isEqualTo("acme");
        assertThat(new UsageEventCodec().decode(message.value())).isEqualTo(event);
        assertThat(message.headers().lastHeader("ce_id").value()).asString().isEqualTo("r1");
        assertThat(message.headers().lastHeader("ce_source").value()).asString().isEqualTo("/tollgate/nodes/node-1");
        assertThat(message.headers().lastHeader("ce_time").value()).asString().isEqualTo(AT.toString());
        assertThat(message.headers())
                .extracting(Header::key)
                .containsExactlyInAnyOrderElementsOf(CloudEventHeaders.of(event).keySet());
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void shouldDeliverWhatWaitsBeforeItCloses() {
        var kafka = kafka(true);
        UsageStage stage = stage(kafka);
        for (int i = 0; i < 2_000; i++) {
            stage.journal().ended(event("r" + i));
        }
        stage.close(LONG);
        assertThat(ids(kafka)).hasSize(2_000).doesNotHaveDuplicates();
        assertThat(stage.lost()).isZero();
    }

    @Test
    void shouldLeaveWhatKafkaHasNotTakenToTheNextProcess() {
        UsageStage first = stage(kafka(false));
        for (int i = 0; i < 500; i++) {
            first.journal().ended(event("r" + i));
        }
        first.close(Duration.ofMillis(50));

        var kafka = kafka(true);
        UsageStage second = stage(kafka);
        await().until(() -> second.published() == 500);
        second.close(LONG);
        assertThat(ids(kafka)).hasSize(500).doesNotHaveDuplicates();
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void shouldSendAgainFromTheFirstThatKafkaRefused() {
        var kafka = kafka(false);
        UsageStage stage = stage(kafka);
        stage.journal().ended(event("r1"));
        stage.journal().ended(event("r2"));
        await().until(() -> kafka.history().size() == 2);
        kafka.completeNext();
        kafka.errorNext(new TimeoutException("away"));
        await().until(() -> kafka.history().size() == 3);
        kafka.completeNext();
        await().until(() -> stage.published() == 2);
        stage.close(LONG);
        assertThat(ids(kafka)).containsExactly("r1", "r2", "r2");
    }

    @Test
    void shouldGoOnBehindAnEventThatKafkaWillNeverTake() {
        var kafka = kafka(false);
        UsageStage stage = stage(kafka);
        stage.journal().ended(event("r1"));
        stage.journal().ended(event("r2"));
        await().until(() -> kafka.history().size() == 2);
        kafka.errorNext(new RecordTooLargeException("too large"));
        kafka.completeNext();
        await().until(() -> stage.published() == 1);
        assertThat(stage.lost()).isEqualTo(1);
        stage.close(LONG);
        assertThat(base).isEmptyDirectory();
    }

    /** A process that is killed leaves its log as it is: here by not being closed but by its lock being given up. */
    @Test
    void shouldEndTheRequestsThatAProcessHadUnderWayWhenItWasKilled() throws IOException {
        UsageLog killed = UsageLog.create(base, 1 << 16, 1 << 20);
        UsageJournal journal = UsageJournal.of(killed);
        Deployment ptu = Deployments.ptu("ptu-1");
        journal.opened(opened("waiting"));
        UsageJournal.Entry called = journal.opened(opened("called")).orElseThrow();
        called.called(Deployments.ptu("ptu-0"));
        called.called(ptu);
        UsageJournal.Entry ended = journal.opened(opened("ended")).orElseThrow();
        ended.called(ptu);
        ended.ended(event("ended"));
        killed.close();

        var kafka = kafka(true);
        UsageStage next = stage(kafka);
        await().until(() -> next.published() == 3);
        assertThat(next.interrupted()).isEqualTo(2);
        next.close(LONG);

        List<UsageEvent> events = events(kafka);
        assertThat(events).contains(event("ended"));
        UsageEvent left = named(events, "called");
        assertThat(left.caller()).isEqualTo(ACME);
        assertThat(left.request()).isEqualTo(CHAT);
        assertThat(left.occurredAt()).isEqualTo(AT);
        assertThat(left.node()).isEqualTo("node-1");
        assertThat(left.catalogVersion()).isEqualTo(7);
        assertThat(left.outcome()).isEqualTo(new Outcome(Outcome.Kind.INTERRUPTED, 0, "node_died"));
        assertThat(left.tokens()).isEqualTo(new Tokens(21, 0, 64, 0, Tokens.Source.ESTIMATED));
        assertThat(left.served().deployment()).isEqualTo("ptu-1");
        assertThat(left.served().capacity()).isEqualTo("ptu");
        assertThat(left.served().attempts())
                .extracting(Served.Attempt::deployment)
                .containsExactly("ptu-0", "ptu-1");
        assertThat(named(events, "waiting").tokens()).isEqualTo(Tokens.NONE);
    }

    @Test
    void shouldGiveBackEveryLogThatItCouldNotDeliver() throws IOException {
        for (int i = 0; i < 3; i++) {
            UsageLog killed = UsageLog.create(base, 1 << 16, 1 << 20);
            UsageJournal.of(killed).ended(event("r" + i));
            killed.close();
        }
        var away = kafka(false);
        away.sendException = new TimeoutException("away");
        new UsageReplay(base, away, new LongAdder()).run();

        var kafka = kafka(true);
        new UsageReplay(base, kafka, new LongAdder()).run();
        assertThat(ids(kafka)).containsExactlyInAnyOrder("r0", "r1", "r2");
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void shouldNotStartWhereNothingCanBeWritten() throws IOException {
        Path file = Files.createFile(base.resolve("a-file"));
        var config = new UsageStage.Config(file, 1 << 16, 1 << 20, Duration.ZERO);
        assertThatThrownBy(() -> UsageStage.start(config, kafka(true), () -> 0))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("TOLLGATE_USAGE_LOG_DIR");
    }

    @Test
    void shouldRefuseSegmentsThatCannotHoldEvents() {
        assertThatThrownBy(() -> new UsageStage.Config(base, 1 << 15, 1 << 20, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOLLGATE_USAGE_LOG_SEGMENT_BYTES");
    }

    private UsageStage stage(MockProducer<byte[], byte[]> kafka) {
        return UsageStage.start(new UsageStage.Config(base, 1 << 16, 1 << 24, Duration.ofMillis(20)), kafka, () -> 0);
    }

    private static MockProducer<byte[], byte[]> kafka(boolean answers) {
        return new MockProducer<>(answers, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<UsageEvent> events(MockProducer<byte[], byte[]> kafka) {
        List<UsageEvent> events = new ArrayList<>();
        kafka.history().forEach(record -> {
            try {
                events.add(new UsageEventCodec().decode(record.value()));
            } catch (UnreadableUsageEventException e) {
                throw new AssertionError(e);
            }
        });
        return events;
    }

    private static List<String> ids(MockProducer<byte[], byte[]> kafka) {
        return events(kafka).stream().map(UsageEvent::id).toList();
    }

    private static UsageEvent named(List<UsageEvent> events, String id) {
        return events.stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static OpenedRequest opened(String id) {
        return new OpenedRequest(id, AT, "node-1", 7, ACME, CHAT, 21, 64);
    }

    private static UsageEvent event(String id) {
        return new UsageEvent(
                id,
                AT,
                "node-1",
                7,
                ACME,
                CHAT,
                Served.NOBODY,
                new Outcome(Outcome.Kind.DENIED, 429, "rate_limit_exceeded"),
                Tokens.NONE,
                new Timing(-1, 1));
    }
}
