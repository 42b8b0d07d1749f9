package io.tollgate.usage.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of which each is over within the deadline, the answer's body included, which {@link HttpRequest#timeout} is not about.
 * A connection whose call is not over by then is closed. Redirects are not followed. Thread-safe; close it once.
 */
public final class BoundedHttp implements AutoCloseable {

    private final HttpClient http;
    private final Duration deadline;
    private final int mostBytes;

    /**
     * @param deadline of a whole call
     * @param mostBytes of an answer's body
     */
    public BoundedHttp(Duration deadline, int mostBytes) {
        this.http = HttpClient.newBuilder().connectTimeout(deadline).build();
        this.deadline = deadline;
        this.mostBytes = mostBytes;
    }

    /**
     * The whole answer.
     *
     * @throws IOException when it did not come in time, or is too large
     */
    public HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        var call = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
        return await(call, call);
    }

    /**
     * The status of the answer, whose body is not read: whatever becomes of that, the status is known with the head.
     *
     * @throws IOException when it did not come in time
     */
    public int status(HttpRequest request) throws IOException, InterruptedException {
        var status = new CompletableFuture<Integer>();
        var call = http.sendAsync(request, head -> {
            status.complete(head.statusCode());
            return BodySubscribers.discarding();
        });
        call.whenComplete((answer, failure) -> {
            if (failure != null) {
                status.completeExceptionally(
                        failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
        });
        return await(status, call);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Waits for {@code wanted} until the deadline; a call that is not over then is given up with its connection. */
    private <T> T await(CompletableFuture<T> wanted, CompletableFuture<?> call)
            throws IOException, InterruptedException {
        try {
            return wanted.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            call.cancel(true);
        }
    }
}
