package io.tollgate.gateway.wiring;

import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.gateway.catalog.CallerDirectory;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Reservation;
import io.tollgate.ledger.ReservationId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Walks the way to Redis and back before the node says that it is ready, so that the first burst of requests does not
 * meet its deadlines with code that has never run. Reserves from an account of its own and gives everything back.
 */
final class WarmUp {

    private static final String ACCOUNT = "tollgate-warm-up";
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);
    private static final int ROUNDS = 60;
    private static final int AT_ONCE = 4;

    private final Ledger ledger;
    private final CallerDirectory directory;
    private final String nodeName;
    private final AtomicBoolean done = new AtomicBoolean();

    WarmUp(Ledger ledger, CallerDirectory directory, String nodeName) {
        this.ledger = ledger;
        this.directory = directory;
        this.nodeName = nodeName;
    }

    /** Runs in the background. A failure ends it: Redis is away, and there is nothing to warm. */
    void start() {
        var lanes = new CompletableFuture<?>[AT_ONCE];
        for (int lane = 0; lane < AT_ONCE; lane++) {
            lanes[lane] = round(lane, 0).toCompletableFuture();
        }
        CompletableFuture.allOf(lanes).whenComplete((ended, failure) -> done.set(true));
    }

    boolean isDone() {
        return done.get();
    }

    private CompletionStage<?> round(int lane, int round) {
        if (round == ROUNDS) {
            return CompletableFuture.completedStage(null);
        }
        var id = new ReservationId("warm-up-" + KeyHash.of(nodeName).substring(0, 16) + "-" + lane + "-" + round);
        var debit = new Debit(new Bucket("tenant:tokens-per-minute", 1_000_000, 1_000_000), 1);
        return ledger.reserve(new Reservation(ACCOUNT, id, List.of(debit), TIME_TO_LIVE))
                .thenCompose(reserved -> ledger.release(ACCOUNT, id))
                .thenCompose(released -> directory.find(KeyHash.of("warm-up")))
                .thenCompose(found -> round(lane, round + 1));
    }
}
