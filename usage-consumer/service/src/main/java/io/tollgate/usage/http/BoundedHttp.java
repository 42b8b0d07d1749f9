package io.tollgate.usage.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
        return whole(http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes)));
    }

    /**
     * The status of the answer, whose body is not read.
     *
     * @throws IOException when it did not come in time
     */
    public int status(HttpRequest request) throws IOException, InterruptedException {
        return whole(http.sendAsync(
                        request, head -> BodySubscribers.mapping(BodySubscribers.ofInputStream(), BoundedHttp::unread)))
                .statusCode();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private <T> HttpResponse<T> whole(CompletableFuture<HttpResponse<T>> call)
            throws IOException, InterruptedException {
        try {
            return call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            call.cancel(true);
        }
    }

    private static Void unread(InputStream body) {
        try {
            body.close();
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
