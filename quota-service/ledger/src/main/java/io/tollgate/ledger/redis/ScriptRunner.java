package io.tollgate.ledger.redis;

import io.tollgate.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** Runs a script on an account's keys: bounded, guarded, re-loaded when Redis has lost it. */
final class ScriptRunner {

    private static final LedgerUnavailableException NOT_CONNECTED =
            new LedgerUnavailableException("Redis has not been reached yet", null);
    private static final LedgerUnavailableException TOO_MANY =
            new LedgerUnavailableException("too many commands are waiting for Redis", null);
    private static final LedgerUnavailableException NOT_ANSWERING =
            new LedgerUnavailableException("Redis has not answered lately", null);

    private static final Duration TICK = Duration.ofMillis(50);
    /** Nothing stands under this key. */
    private static final String PROBED = "tollgate:probe";

    private final RedisConnection connection;
    private final int mostInFlight;
    private final LatencyGuard guard;
    private final LongSupplier nanoTime;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile RScript scripts;

    ScriptRunner(RedisConnection connection, RedisLedgerConfig config, LongSupplier nanoTime) {
        this.connection = connection;
        this.mostInFlight = config.mostInFlight();
        this.nanoTime = nanoTime;
        this.guard = new LatencyGuard(config, nanoTime);
        connection.every(TICK, this::tick);
    }

    /** Whether commands are sent at all. */
    boolean isAvailable() {
        return !guard.isRefusing() && connection.connected();
    }

    <R> CompletionStage<R> run(Script script, String account, Object[] args, Function<List<Object>, R> read) {
        RScript on = scripts();
        if (on == null) {
            return CompletableFuture.failedFuture(NOT_CONNECTED);
        }
        int underWay = inFlight.incrementAndGet();
        if (underWay > mostInFlight || !guard.admits(underWay)) {
            inFlight.decrementAndGet();
            return CompletableFuture.failedFuture(underWay > mostInFlight ? TOO_MANY : NOT_ANSWERING);
        }
        Call<R> call = new Call<>(on, script, keys(account), args, read);
        call.send(false);
        return call.answer;
    }

    private void tick() {
        RedissonClient client = connection.clientOrNull();
        if (client == null || !guard.tick()) {
            return;
        }
        long sentNanos = nanoTime.getAsLong();
        try {
            client.getBucket(PROBED, StringCodec.INSTANCE).isExistsAsync().whenComplete((exists, failure) -> {
                if (failure == null || isReply(failure)) {
                    guard.probeAnswered(nanoTime.getAsLong() - sentNanos);
                } else {
                    guard.probeFailed();
                }
            });
        } catch (RuntimeException failure) {
            guard.probeFailed();
        }
    }

    /** A reply that names an error came in time, and says nothing about the next command. */
    private static boolean isReply(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause.getClass() == RedisException.class;
    }

    private RScript scripts() {
        RScript known = scripts;
        if (known == null) {
            RedissonClient client = connection.clientOrNull();
            if (client != null) {
                known = client.getScript(ByteArrayCodec.INSTANCE);
                scripts = known;
            }
        }
        return known;
    }

    private static List<Object> keys(String account) {
        String prefix = "tollgate:{" + account;
        return List.of(prefix + "}:ledger", prefix + "}:deadlines");
    }

    private final class Call<R> {
        private final RScript on;
        private final Script script;
        private final List<Object> keys;
        private final Object[] args;
        private final Function<List<Object>, R> read;
        private final CompletableFuture<R> answer = new CompletableFuture<>();
        private final long sentNanos = nanoTime.getAsLong();

        Call(RScript on, Script script, List<Object> keys, Object[] args, Function<List<Object>, R> read) {
            this.on = on;
            this.script = script;
            this.keys = keys;
            this.args = args;
            this.read = read;
        }

        /** Sends the script's name, or its whole text, which also makes Redis remember it. */
        void send(boolean whole) {
            try {
                RFuture<List<Object>> reply = whole
                        ? on.evalAsync(RScript.Mode.READ_WRITE, script.source(), RScript.ReturnType.LIST, keys, args)
                        : on.evalShaAsync(RScript.Mode.READ_WRITE, script.sha1(), RScript.ReturnType.LIST, keys, args);
                reply.whenComplete((list, failure) -> received(list, failure, whole));
            } catch (RuntimeException failure) {
                fail(failure);
            }
        }

        private void received(List<Object> reply, Throwable failure, boolean whole) {
            if (failure == null) {
                succeed(reply);
                return;
            }
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            if (!whole && cause instanceof RedisNoScriptException) {
                send(true);
            } else {
                fail(cause);
            }
        }

        private void succeed(List<Object> reply) {
            inFlight.decrementAndGet();
            guard.answered(nanoTime.getAsLong() - sentNanos);
            try {
                answer.complete(read.apply(reply));
            } catch (RuntimeException unreadable) {
                answer.completeExceptionally(
                        new LedgerUnavailableException("Redis gave an answer that is none", unreadable));
            }
        }

        private void fail(Throwable cause) {
            inFlight.decrementAndGet();
            if (isReply(cause)) {
                guard.answered(nanoTime.getAsLong() - sentNanos);
            } else {
                guard.failed();
            }
            answer.completeExceptionally(new LedgerUnavailableException(
                    "Redis did not carry out a command: " + cause.getClass().getSimpleName(), cause));
        }
    }
}
