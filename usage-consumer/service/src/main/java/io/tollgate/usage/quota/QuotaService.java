package io.tollgate.usage.quota;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.usage.config.AdminKey;
import io.tollgate.usage.config.PriceFeedConfig;
import io.tollgate.usage.http.BoundedHttp;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Asks and tells the quota service. A call takes 5 seconds at most, a list 30. Thread-safe. */
@Singleton
public final class QuotaService {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration LIST_DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int MOST_ITEMS = 100_000;

    private final BoundedHttp http = new BoundedHttp(DEADLINE, MOST_BYTES);
    private final Optional<URI> base;
    private final AdminKey key;
    private final InstantSource clock;

    QuotaService(PriceFeedConfig config, AdminKey key, InstantSource clock) {
        this.base = config.quotaServiceUrl();
        this.key = key;
        this.clock = clock;
    }

    /** Whether it is known where it is. */
    public boolean isKnown() {
        return base.isPresent();
    }

    /**
     * All of a list.
     *
     * @param resource such as {@code prices}
     * @throws IOException when it did not come in time
     * @throws UnreadableListException when it is no list, or too long
     */
    public <T> Listing<T> all(String resource, PageReader<T> reader)
            throws IOException, InterruptedException, UnreadableListException {
        Instant end = clock.instant().plus(LIST_DEADLINE);
        Listing<T> all = new Listing<>(List.of(), List.of());
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            if (clock.instant().isAfter(end)) {
                throw new IOException("the list of " + resource + " did not come to an end");
            }
            PageReader.Page<T> page = reader.read(page(resource + "?limit=500" + after.get()));
            all = all.plus(page.listing());
            if (all.size() > MOST_ITEMS) {
                throw new UnreadableListException("more than " + MOST_ITEMS + " " + resource);
            }
            after = page.next()
                    .filter(next -> page.listing().size() > 0)
                    .map(next -> "&after=" + URLEncoder.encode(next, UTF_8));
        }
        return all;
    }

    /** A request for what is at {@code path}, such as {@code prices/p1}, with what lets it in. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base.orElseThrow() + "/admin/v1/" + path));
        key.bearer().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    /** The answer. */
    public HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request);
    }

    @PreDestroy
    void close() {
        http.close();
    }

    private byte[] page(String path) throws IOException, InterruptedException, UnreadableListException {
        HttpResponse<byte[]> answer = send(request(path).build());
        if (answer.statusCode() != 200) {
            throw new UnreadableListException("the quota service answered " + answer.statusCode());
        }
        return answer.body();
    }
}
