package io.tollgate.usage.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.catalog.Price;
import io.tollgate.usage.config.AdminKey;
import io.tollgate.usage.pricing.PageReader.Page;
import io.tollgate.usage.pricing.PageReader.UnreadableListException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked of the quota service. Thread-safe; close it once. */
final class QuotaService implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int MOST_ITEMS = 100_000;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(DEADLINE).build();
    private final PageReader<Price> prices = new PageReader<>("rate card", RateCardReader::read);
    private final PageReader<DeploymentVersion> deployments = new PageReader<>("deployment", DeploymentReader::read);
    private final Optional<URI> base;
    private final AdminKey key;

    QuotaService(Optional<URI> base, AdminKey key) {
        this.base = base;
        this.key = key;
    }

    /** Whether it is known where it is. */
    boolean known() {
        return base.isPresent();
    }

    /**
     * What its catalog says that bears on cost.
     *
     * @param prices all of them
     * @param deployments all of them
     */
    record Answer(List<Price> prices, List<DeploymentVersion> deployments) {}

    Answer ask() throws IOException, InterruptedException, UnreadableListException {
        return new Answer(all("prices", prices), all("deployments", deployments));
    }

    @Override
    public void close() {
        http.close();
    }

    private <T> List<T> all(String resource, PageReader<T> reader)
            throws IOException, InterruptedException, UnreadableListException {
        List<T> items = new ArrayList<>();
        String after = "";
        do {
            Page<T> page =
                    reader.read(page(URI.create(base.orElseThrow() + "/admin/v1/" + resource + "?limit=500" + after)));
            items.addAll(page.items());
            if (items.size() > MOST_ITEMS) {
                throw new UnreadableListException("more than " + MOST_ITEMS + " " + resource);
            }
            after = page.next()
                    .filter(next -> !page.items().isEmpty())
                    .map(next -> "&after=" + URLEncoder.encode(next, UTF_8))
                    .orElse("");
        } while (!after.isEmpty());
        return List.copyOf(items);
    }

    private byte[] page(URI uri) throws IOException, InterruptedException, UnreadableListException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(DEADLINE);
        key.bearer().ifPresent(value -> request.header("Authorization", value));
        HttpResponse<byte[]> answer = http.send(
                request.build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        if (answer.statusCode() != 200) {
            throw new UnreadableListException("the quota service answered " + answer.statusCode());
        }
        return answer.body();
    }
}
