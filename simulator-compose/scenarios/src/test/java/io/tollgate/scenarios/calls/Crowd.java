package io.tollgate.scenarios.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Many callers at the same time. */
public final class Crowd {

    private Crowd() {}

    /** Runs call 0 to {@code number - 1}, at most {@code atOnce} together, and returns the results in that order. */
    public static <T> List<T> run(int number, int atOnce, IntFunction<T> call) {
        var room = new Semaphore(atOnce);
        List<Callable<T>> calls = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            int index = i;
            calls.add(() -> {
                room.acquire();
                try {
                    return call.apply(index);
                } finally {
                    room.release();
                }
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream()
                    .map(done -> result(done::get))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while callers were at work", e);
        }
    }

    /** Lets {@code number} callers wait for each other and then call at the same moment. */
    public static <T> List<T> atTheSameMoment(int number, IntFunction<T> call) {
        var ready = new CountDownLatch(number);
        return run(number, number, index -> {
            ready.countDown();
            return result(() -> {
                ready.await();
                return call.apply(index);
            });
        });
    }

    /**
     * An open loop: call {@code i} starts {@code i / perSecond} seconds after the first, however long the others take.
     *
     * @return the results in order of their starts
     */
    public static <T> List<T> paced(int number, double perSecond, IntFunction<T> call) {
        List<CompletableFuture<T>> results = new ArrayList<>(number);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < number; i++) {
                int index = i;
                var result = new CompletableFuture<T>();
                results.add(result);
                clock.schedule(
                        () -> threads.execute(() -> complete(result, () -> call.apply(index))),
                        Math.round(i * 1_000_000 / perSecond),
                        TimeUnit.MICROSECONDS);
            }
            return results.stream().map(CompletableFuture::join).toList();
        }
    }

    /**
     * The same without a fixed number: a call starts every {@code 1 / perSecond} seconds until {@code isOver}.
     *
     * @return the results in order of their starts
     */
    public static <T> List<T> pacedUntil(BooleanSupplier isOver, double perSecond, IntFunction<T> call) {
        List<CompletableFuture<T>> results = new ArrayList<>();
        var ended = new CountDownLatch(1);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ticking = clock.scheduleAtFixedRate(
                    () -> {
                        if (isOver.getAsBoolean()) {
                            ended.countDown();
                            return;
                        }
                        int index = results.size();
                        var result = new CompletableFuture<T>();
                        results.add(result);
                        threads.execute(() -> complete(result, () -> call.apply(index)));
                    },
                    0,
                    Math.round(1_000_000 / perSecond),
                    TimeUnit.MICROSECONDS);
            result(() -> {
                ended.await();
                return ticking.cancel(false);
            });
            return results.stream().map(CompletableFuture::join).toList();
        }
    }

    /** Starts a call that may block for long, beside what the test goes on to do. */
    public static <T> CompletableFuture<T> beside(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    /** Calls once, so long from now, without holding a thread meanwhile. */
    public static <T> CompletableFuture<T> later(long millis, Supplier<T> call) {
        return CompletableFuture.supplyAsync(
                call, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Thread::startVirtualThread));
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> call) {
        try {
            result.complete(call.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static <T> T result(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a caller failed", e);
        }
    }
}
