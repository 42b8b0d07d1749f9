package io.tollgate.usage.store;

import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.usage.store.PartitionBatch.Incoming;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A topic of a few partitions in memory, with many an event in it several times. */
final class RandomTopic {

    static final TopicKey KEY = new TopicKey(UsageEvent.TOPIC, "random");
    static final int PARTITIONS = 4;
    static final Instant PRICED = Instant.parse("2026-03-05T00:00:00Z");
    static final Instant FROM = Instant.parse("2026-03-01T22:00:00Z");

    private static final Duration LENGTH = Duration.ofDays(3);

    private final List<List<UsageEvent>> partitions = new ArrayList<>();
    private final Map<String, UsageEvent> different = new HashMap<>();
    private volatile float shown = 1;

    RandomTopic(RandomGenerator random, int records) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new ArrayList<>());
        }
        List<UsageEvent> sent = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            boolean again = !sent.isEmpty() && random.nextInt(4) == 0;
            UsageEvent event = again ? sent.get(random.nextInt(sent.size())) : event(random, i);
            sent.add(event);
            different.put(event.id(), event);
            partitions.get(random.nextInt(PARTITIONS)).add(event);
        }
    }

    /** Events without the repetitions. */
    int different() {
        return different.size();
    }

    /** Input and output tokens of every event once. */
    BigInteger tokens() {
        return different.values().stream()
                .map(event -> BigInteger.valueOf(event.tokens().total()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Lets only the first part of each partition be read; everything until this is said. */
    void showOnly(float part) {
        shown = part;
    }

    int size(int partition) {
        return partitions.get(partition).size();
    }

    /** At most {@code most} records of {@code partition} from where {@code progress} says that it stands. */
    PartitionBatch batch(int partition, Map<Integer, Progress> progress, int most) {
        Progress known = progress.get(partition);
        int from = known == null ? 0 : (int) known.nextOffset();
        int to = Math.clamp(Math.round(size(partition) * shown), from, from + most);
        List<Incoming> events = new ArrayList<>();
        for (int offset = from; offset < to; offset++) {
            UsageEvent event = partitions.get(partition).get(offset);
            events.add(new Incoming(offset, event, event.tokens().input() % 3, new byte[0]));
        }
        return new PartitionBatch(
                partition, known == null ? PartitionBatch.UNREAD : from, to, events, List.of(), PRICED);
    }

    private static UsageEvent event(RandomGenerator random, int number) {
        Caller caller = new Caller(
                "t" + random.nextInt(3),
                "cc",
                "app",
                "k" + random.nextInt(2),
                "ada",
                Map.of("a", "b"),
                "p",
                "s",
                "public");
        String deployment = "d" + random.nextInt(3);
        Served served = new Served(
                deployment, "m", "m-1", "payg", "west", List.of(new Served.Attempt(deployment, "ok", 200, 5)), "");
        long millis = random.nextLong(LENGTH.toMillis());
        return new UsageEvent(
                "e-" + number,
                FROM.plusMillis(millis),
                "node-1",
                1,
                caller,
                new Request("chat/completions", "m", "m", false),
                served,
                new Outcome(Outcome.Kind.COMPLETED, 200, ""),
                tokens(random),
                new Timing(-1, 5));
    }

    /** Parts may be more than the whole: backends say what they like. */
    private static Tokens tokens(RandomGenerator random) {
        return new Tokens(
                random.nextInt(100),
                random.nextInt(60),
                random.nextInt(100),
                random.nextInt(60),
                Tokens.Source.REPORTED,
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(60));
    }
}
