package io.tollgate.usage.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.catalog.Price;
import io.tollgate.usage.config.AdminKey;
import io.tollgate.usage.config.PriceFeedConfig;
import io.tollgate.usage.pricing.RateCardReader.UnreadableRateCardsException;
import jakarta.inject.Singleton;
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
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int MOST_CARDS = 100_000;

    private final PriceFeedConfig config;
    private final AdminKey key;
    private final RateCardStore store;
    private final RateCardReader reader = new RateCardReader();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Optional<String> complaint = Optional.of("not asked yet");
    private List<Price> known;

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
        URI prices = URI.create(config.quotaServiceUrl().get() + "/admin/v1/prices?limit=500");
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

    /** One round; what went wrong, if anything did. */
    private Optional<String> ask(HttpClient http, URI prices) throws InterruptedException {
        try {
            List<Price> now = all(http, prices);
            if (!now.equals(known)) {
                store.replace(now);
                known = now;
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "the quota service did not answer: " + e.getClass().getSimpleName());
        } catch (UnreadableRateCardsException | RuntimeException e) {
            return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private List<Price> all(HttpClient http, URI prices)
            throws IOException, InterruptedException, UnreadableRateCardsException {
        List<Price> cards = new ArrayList<>();
        String after = "";
        do {
            RateCardReader.Page page = reader.read(page(http, URI.create(prices + after)));
            cards.addAll(page.cards());
            if (cards.size() > MOST_CARDS) {
                throw new UnreadableRateCardsException("more than " + MOST_CARDS + " rate cards");
            }
            after = page.next()
                    .filter(next -> !page.cards().isEmpty())
                    .map(next -> "&after=" + URLEncoder.encode(next, UTF_8))
                    .orElse("");
        } while (!after.isEmpty());
        return List.copyOf(cards);
    }

    private byte[] page(HttpClient http, URI uri)
            throws IOException, InterruptedException, UnreadableRateCardsException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(DEADLINE);
        key.bearer().ifPresent(value -> request.header("Authorization", value));
        HttpResponse<byte[]> answer = http.send(
                request.build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        if (answer.statusCode() != 200) {
            throw new UnreadableRateCardsException("the quota service answered " + answer.statusCode());
        }
        return answer.body();
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
