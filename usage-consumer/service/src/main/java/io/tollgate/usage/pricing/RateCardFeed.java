package io.tollgate.usage.pricing;

import io.tollgate.usage.config.AdminKey;
import io.tollgate.usage.config.PriceFeedConfig;
import io.tollgate.usage.pricing.RateCardReader.UnreadableRateCardsException;
import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Asks the quota service for its prices, again and again, and keeps the copy as new as the last answer. An answer that
 * cannot be read changes nothing. Start and stop it once.
 */
@Singleton
public final class RateCardFeed {

    private static final Logger LOG = Logger.getLogger(RateCardFeed.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final PriceFeedConfig config;
    private final AdminKey key;
    private final RateCardStore store;
    private final RateCardReader reader = new RateCardReader();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Optional<String> complaint = Optional.of("not asked yet");
    private Optional<String> etag = Optional.empty();

    RateCardFeed(PriceFeedConfig config, AdminKey key, RateCardStore store) {
        this.config = config;
        this.key = key;
        this.store = store;
    }

    /** What the last try failed with; empty when the copy is up to date. */
    public Optional<String> complaint() {
        return complaint;
    }

    /** Begins to ask. Without a quota service nothing is asked, and the cards in the store stay. */
    public void start() {
        if (config.quotaServiceUrl().isEmpty()) {
            complaint = Optional.of("TOLLGATE_QUOTA_SERVICE_URL is not set");
            LOG.warn("TOLLGATE_QUOTA_SERVICE_URL is not set: rate cards stay as they are in the store");
            return;
        }
        URI prices = URI.create(config.quotaServiceUrl().get() + "/admin/v1/prices");
        Thread.ofVirtual().name("rate-cards").start(() -> run(prices));
    }

    /** Ends the asking. */
    public void stop() {
        stopping.countDown();
    }

    private void run(URI prices) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build()) {
            do {
                report(ask(http, prices));
            } while (!stopping.await(config.interval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One question; what went wrong, if anything did. */
    private Optional<String> ask(HttpClient http, URI prices) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(prices).timeout(DEADLINE);
        key.bearer().ifPresent(value -> request.header("Authorization", value));
        etag.ifPresent(value -> request.header("If-None-Match", value));
        try {
            HttpResponse<byte[]> answer = http.send(
                    request.build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
            return switch (answer.statusCode()) {
                case 304 -> Optional.empty();
                case 200 -> take(answer);
                default -> Optional.of("the quota service answered " + answer.statusCode());
            };
        } catch (IOException e) {
            return Optional.of(
                    "the quota service did not answer: " + e.getClass().getSimpleName());
        }
    }

    private Optional<String> take(HttpResponse<byte[]> answer) {
        Optional<String> newEtag = answer.headers().firstValue("ETag");
        if (newEtag.isPresent() && newEtag.equals(etag)) {
            return Optional.empty();
        }
        try {
            store.replace(reader.read(answer.body()));
            etag = newEtag;
            return Optional.empty();
        } catch (UnreadableRateCardsException | StoreUnavailableException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void report(Optional<String> now) {
        if (!now.equals(complaint)) {
            now.ifPresentOrElse(
                    problem -> LOG.warnf("rate cards stay as they are: %s", problem),
                    () -> LOG.info("rate cards are up to date"));
        }
        complaint = now;
    }
}
