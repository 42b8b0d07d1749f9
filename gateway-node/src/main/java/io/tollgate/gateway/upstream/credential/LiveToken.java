package io.tollgate.gateway.upstream.credential;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * A token that is always fresh: got by the first who needs it, renewed in the background long before it expires, used as long
 * as it is valid however the renewal goes. One call to the issuer at a time; after a failure the pause before the next doubles,
 * from a second to a minute. Thread-safe.
 */
final class LiveToken {

    private static final Logger LOGGER = Logger.getLogger(LiveToken.class);
    private static final long LEAST_PAUSE_MILLIS = 1_000;
    private static final int MOST_DOUBLINGS = 6;
    private static final long MOST_PAUSE_MILLIS = 60_000;

    private final String reference;
    private final TokenSource source;
    private final Surroundings around;
    private final BooleanSupplier isWanted;
    private final AtomicReference<State> state = new AtomicReference<>(new State(null, null, 0, 0));
    private volatile Runnable cancelRenewal = () -> {};

    /**
     * @param reference for the log
     * @param isWanted whether the catalog still names the identity; when not, it is not renewed
     */
    LiveToken(String reference, TokenSource source, Surroundings around, BooleanSupplier isWanted) {
        this.reference = reference;
        this.source = source;
        this.around = around;
        this.isWanted = isWanted;
    }

    /**
     * @param token the newest, valid or not; null when there has been none
     * @param coming what the issuer is being asked for; null when it is not
     * @param failures in a row
     * @param notBeforeMillis the issuer is left alone until then
     */
    private record State(Token token, CompletableFuture<Token> coming, int failures, long notBeforeMillis) {}

    /** The token; null when there is no valid one and {@link #get} must be waited for. */
    Token current() {
        Token token = state.get().token;
        return token != null && token.isValidAt(around.clock().millis()) ? token : null;
    }

    /** Asks for a token, with all others who do; fails at once while the issuer is left alone. */
    CompletionStage<Token> get() {
        State now = state.get();
        return now.coming == null && around.clock().millis() < now.notBeforeMillis
                ? CompletableFuture.failedStage(new NoTokenException(reference))
                : ask();
    }

    private CompletionStage<Token> ask() {
        while (true) {
            State now = state.get();
            if (now.coming != null) {
                return now.coming;
            }
            var coming = new CompletableFuture<Token>();
            if (state.compareAndSet(now, new State(now.token, coming, now.failures, 0))) {
                source.issue()
                        .onSuccess(token -> issued(coming, token))
                        .onFailure(failure -> refused(coming, now, failure));
                return coming;
            }
        }
    }

    private void issued(CompletableFuture<Token> coming, Token token) {
        state.set(new State(token, null, 0, 0));
        renewAfter(spread(token.renewAtMillis() - around.clock().millis()));
        coming.complete(token);
    }

    private void refused(CompletableFuture<Token> coming, State before, Throwable failure) {
        long pauseMillis =
                spread(Math.min(LEAST_PAUSE_MILLIS << Math.min(before.failures, MOST_DOUBLINGS), MOST_PAUSE_MILLIS));
        LOGGER.warnf("credential=%s no token, asking again in %d ms: %s", reference, pauseMillis, failure.getMessage());
        state.set(new State(
                before.token, null, before.failures + 1, around.clock().millis() + pauseMillis));
        renewAfter(pauseMillis);
        coming.completeExceptionally(new NoTokenException(reference));
    }

    private void renewAfter(long millis) {
        cancelRenewal.run();
        cancelRenewal = around.timers().after(Math.max(LEAST_PAUSE_MILLIS / 2, millis), this::renew);
    }

    private void renew() {
        if (isWanted.getAsBoolean()) {
            ask();
        }
    }

    /** Up to a fifth less, so that nodes that were started together do not ask together. */
    private long spread(long millis) {
        return millis - (long) (millis * 0.2 * around.random().nextDouble());
    }
}
