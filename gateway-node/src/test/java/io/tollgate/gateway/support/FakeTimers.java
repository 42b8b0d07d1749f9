package io.tollgate.gateway.support;

import io.tollgate.gateway.admission.waiting.Timers;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Timers on a clock that moves when it is told to. Thread-safe. */
public final class FakeTimers implements Timers {

    private record Timer(long atMillis, long sequence, Runnable task) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atMillis).thenComparingLong(Timer::sequence));
    private long nowMillis = Requests.NOW.toEpochMilli();
    private long sequence;

    public synchronized long nowMillis() {
        return nowMillis;
    }

    /** Timers that have neither run nor been cancelled. */
    public synchronized int pending() {
        return timers.size();
    }

    @Override
    public synchronized Runnable after(long delayMillis, Runnable task) {
        var timer = new Timer(nowMillis + delayMillis, sequence++, task);
        timers.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Timer timer) {
        timers.remove(timer);
    }

    /** Lets time pass, and what is due happen at its moment. */
    public synchronized void pass(long millis) {
        long until = nowMillis + millis;
        while (!timers.isEmpty() && timers.peek().atMillis() <= until) {
            Timer due = timers.poll();
            nowMillis = Math.max(nowMillis, due.atMillis());
            due.task().run();
        }
        nowMillis = until;
    }
}
