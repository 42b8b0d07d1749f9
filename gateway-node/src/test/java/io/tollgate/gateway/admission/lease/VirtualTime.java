package io.tollgate.gateway.admission.lease;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps from one event to the next. */
final class VirtualTime implements Timers, InstantSource {

    private record Event(long atMillis, long number, Runnable task) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::number));
    private long nowMillis = Instant.parse("2026-05-04T12:00:00Z").toEpochMilli();
    private long scheduled;

    @Override
    public void after(long millis, Runnable task) {
        events.add(new Event(nowMillis + Math.max(1, millis), scheduled++, task));
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMillis);
    }

    @Override
    public long millis() {
        return nowMillis;
    }

    void pass(long millis) {
        long until = nowMillis + millis;
        while (!events.isEmpty() && events.peek().atMillis() <= until) {
            Event next = events.poll();
            nowMillis = next.atMillis();
            next.task().run();
        }
        nowMillis = until;
    }
}
