package io.tollgate.usage.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.UsageEventCodec;
import io.tollgate.usage.pricing.CardLookup;
import io.tollgate.usage.store.DeadLetter;
import io.tollgate.usage.store.DeadLetterStore;
import io.tollgate.usage.support.Books;
import io.tollgate.usage.support.Events;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class DeadLetterReplayIT {

    @Inject
    DataSource source;

    @Inject
    DeadLetterStore store;

    private final Events events = Events.ofNewTenant();

    /** The store is others' too. */
    @AfterEach
    void remove() {
        new Books(source).run("DELETE FROM usage.dead_letter WHERE topic = ?", events.tenant());
    }

    @Test
    void shouldTakeTheOthersWhenReadingOneFails() {
        Usage.awaitNoLag();
        String topic = events.tenant();
        UsageEvent[] sent = IntStream.range(0, 3)
                .mapToObj(i -> events.completed("2026-02-05T10:00:00Z", "gpt-4o", "payg-1", Events.tokens(10, 0, 5)))
                .toArray(UsageEvent[]::new);
        for (int i = 0; i < sent.length; i++) {
            byte[] value = new UsageEventCodec().encode(sent[i]);
            new Books(source)
                    .run(
                            "INSERT INTO usage.dead_letter (topic, topic_id, partition, record_offset, reason, value,"
                                    + " value_bytes) VALUES (?, 'x', 0, ?, 'test', ?, ?)",
                            topic,
                            i,
                            value,
                            value.length);
        }
        CardLookup failing = event -> {
            if (event.id().equals(sent[1].id())) {
                throw new IllegalStateException("no card can be found");
            }
            return 0;
        };

        new DeadLetterReplay(store, failing, InstantSource.system()).replay();

        assertThat(store.list(0, true, 1_000).stream()
                        .filter(letter -> letter.topic().equals(topic)))
                .extracting(DeadLetter::offset, letter -> letter.replayedAt() != null, DeadLetter::reason)
                .containsExactly(
                        tuple(0L, true, "test"),
                        tuple(1L, false, "reading failed with java.lang.IllegalStateException"),
                        tuple(2L, true, "test"));
    }
}
