package io.tollgate.usage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tollgate.usage.config.RetentionConfig;
import io.tollgate.usage.store.day.DayKeeper;
import io.tollgate.usage.store.day.EventDays;
import io.tollgate.usage.store.rollup.RollupRebuild;
import io.tollgate.usage.store.series.SeriesIds;
import io.tollgate.usage.support.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is read twice, by whomever, in whatever pieces: the sums are those of the events, each counted once. */
class ExactlyOnceIT {

    private static final int RECORDS = 1_200;
    private static final int KILLS = 4;

    private static Database database;

    @BeforeAll
    static void start() {
        database = new Database().migrated("latest");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.execute("TRUNCATE usage.event, usage.rollup, usage.consumer_offset, usage.dead_letter");
        database.execute("UPDATE usage.retention SET kept_from = '0001-01-01'");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldCountEachEventOnceWhileTwoConsumersReadTheSameRecords(long seed) throws Exception {
        var topic = new RandomTopic(new SplittableRandom(seed), RECORDS);

        together(
                () -> read(topic, store(), new SplittableRandom(seed + 10)),
                () -> read(topic, store(), new SplittableRandom(seed + 20)));

        verify(topic);
        assertThat(database.rows("SELECT sum(ingested), sum(ingested + duplicates) FROM usage.consumer_offset"))
                .containsExactly(topic.different() + "|" + RECORDS);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void shouldCountEachEventOnceWhenTheTopicIsReadAgain(long seed) throws Exception {
        var topic = new RandomTopic(new SplittableRandom(seed), RECORDS);
        read(topic, store(), new SplittableRandom(seed + 10));
        database.execute("DELETE FROM usage.consumer_offset WHERE partition < 2");
        database.execute("UPDATE usage.consumer_offset SET next_offset = next_offset / 2");

        read(topic, store(), new SplittableRandom(seed + 20));

        verify(topic);
    }

    @Test
    void shouldCountEachEventOnceWhilePostgresIsKilledAgainAndAgain() throws Exception {
        var topic = new RandomTopic(new SplittableRandom(6), RECORDS);
        topic.showOnly(0);
        AtomicInteger cutOff = new AtomicInteger();

        together(
                () -> read(topic, store(), new SplittableRandom(61), cutOff),
                () -> read(topic, store(), new SplittableRandom(62), cutOff),
                () -> {
                    for (int kill = 1; kill <= KILLS; kill++) {
                        // More to read, so that the readers are at it.
                        topic.showOnly(kill / (KILLS + 1f));
                        int before = cutOff.get();
                        database.server().kill();
                        await().until(() -> cutOff.get() > before);
                        database.server().restart();
                    }
                    topic.showOnly(1);
                    return null;
                });

        assertThat(cutOff.get()).isGreaterThanOrEqualTo(KILLS);
        verify(topic);
    }

    @Test
    void shouldMakeSumsAnewBesideRunningIngest() throws Exception {
        var topic = new RandomTopic(new SplittableRandom(7), RECORDS);
        var rebuild = new RollupRebuild(database.source());

        together(
                () -> read(topic, store(), new SplittableRandom(71)),
                () -> read(topic, store(), new SplittableRandom(72)),
                () -> {
                    for (int round = 0; round < 15; round++) {
                        LocalDate day = LocalDate.parse("2026-03-01").plusDays(round % 4);
                        assertThat(rebuild.rebuild(day)).isPresent();
                    }
                    return null;
                });

        verify(topic);
    }

    @Test
    void shouldMakeSumsAnewThatWereLostOrWrong() throws Exception {
        var topic = new RandomTopic(new SplittableRandom(8), RECORDS);
        read(topic, store(), new SplittableRandom(81));
        List<String> right = database.sums();
        database.execute("UPDATE usage.rollup SET requests = requests + 1, cached_input = 0 WHERE series_id % 2 = 0");
        database.execute("DELETE FROM usage.rollup WHERE series_id % 3 = 0");
        assertThat(database.sums()).isNotEqualTo(right);
        var rebuild = new RollupRebuild(database.source());

        LocalDate.parse("2026-03-01").datesUntil(LocalDate.parse("2026-03-06")).forEach(rebuild::rebuild);

        assertThat(database.sums()).isEqualTo(right);
        assertThat(rebuild.rebuild(LocalDate.parse("2026-03-02")))
                .hasValueSatisfying(
                        day -> assertThat(day.removed() + day.added()).isZero());
    }

    @Test
    void shouldDropOldEventsAndKeepTheirSumsHoweverOftenTheyComeAgain() throws Exception {
        var topic = new RandomTopic(new SplittableRandom(9), RECORDS);
        read(topic, store(), new SplittableRandom(91));
        List<String> right = database.sums();
        LocalDate keptFrom = LocalDate.parse("2026-03-03");
        var keeper = new DayKeeper(
                database.source(), new EventDays(), new RetentionConfig(OptionalInt.empty()), InstantSource.system());

        keeper.drop(keptFrom);
        database.execute("DELETE FROM usage.consumer_offset");
        read(topic, store(), new SplittableRandom(92));

        assertThat(database.sums()).isEqualTo(right);
        assertThat(database.rows("SELECT min(occurred_at) >= '2026-03-03T00:00Z', to_regclass('usage.event_20260302')"
                        + " FROM usage.event"))
                .containsExactly("t|null");
        assertThat(database.rows("SELECT DISTINCT right(reason, 46) FROM usage.dead_letter"))
                .containsExactly("events before 2026-03-03 are not kept any more");
        assertThat(new RollupRebuild(database.source()).rebuild(LocalDate.parse("2026-03-02")))
                .isEmpty();
    }

    @Test
    void shouldWriteNothingThatWasPricedTooLongAgo() throws Exception {
        var topic = new RandomTopic(new SplittableRandom(10), RECORDS);
        List<PartitionBatch> batches = List.of(topic.batch(0, Map.of(), 100));
        Instant latest = RandomTopic.PRICED.plus(EventTransactions.LONGEST);

        assertThatThrownBy(() -> store(latest.plusMillis(1)).write(RandomTopic.KEY, batches))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("too long");
        assertThat(database.rows(
                        "SELECT count(*) FROM usage.event UNION ALL SELECT count(*) FROM usage.consumer_offset"))
                .containsExactly("0", "0");

        assertThat(store(latest).write(RandomTopic.KEY, batches).ingested()).isPositive();
    }

    /** Reads the topic to its end in pieces of any size, and some of it from a place where it has been before. */
    private static Void read(RandomTopic topic, UsageStore store, RandomGenerator random) {
        return read(topic, store, random, new AtomicInteger());
    }

    /** The same, counting how often the store was away. */
    private static Void read(RandomTopic topic, UsageStore store, RandomGenerator random, AtomicInteger cutOff) {
        Map<Integer, Progress> stale = new HashMap<>();
        while (true) {
            try {
                Map<Integer, Progress> progress = store.progress(RandomTopic.KEY);
                boolean early = random.nextInt(5) == 0;
                List<PartitionBatch> batches = new ArrayList<>();
                boolean left = false;
                for (int partition = 0; partition < RandomTopic.PARTITIONS; partition++) {
                    Progress known = progress.get(partition);
                    left |= known == null || known.nextOffset() < topic.size(partition);
                    if (random.nextBoolean()) {
                        batches.add(topic.batch(partition, early ? stale : progress, 1 + random.nextInt(120)));
                    }
                }
                if (!left) {
                    return null;
                }
                stale = progress;
                store.write(RandomTopic.KEY, batches);
            } catch (StoreUnavailableException e) {
                cutOff.addAndGet(e.getCause() == null ? 0 : 1);
            }
        }
    }

    private static void verify(RandomTopic topic) throws SQLException {
        assertThat(database.sums()).isEqualTo(database.sumsOfEvents()).isNotEmpty();
        assertThat(database.rows("SELECT sum(requests), sum(text_input + cached_input + audio_input + image_input"
                        + " + text_output + reasoning + audio_output) FROM usage.rollup"))
                .containsExactly(topic.different() + "|" + topic.tokens());
        assertThat(database.rows("SELECT reason FROM usage.dead_letter")).isEmpty();
    }

    private static UsageStore store() {
        return store(RandomTopic.PRICED);
    }

    private static UsageStore store(Instant now) {
        var source = database.sourceOfOneThread();
        var transactions = new EventTransactions(source, new SeriesIds(), new EventDays(), InstantSource.fixed(now));
        return new UsageStore(source, transactions);
    }

    @SafeVarargs
    private static void together(Callable<Void>... workers) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(workers.length)) {
            List<Future<Void>> all = new ArrayList<>();
            for (Callable<Void> worker : workers) {
                all.add(threads.submit(worker));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        }
    }
}
