package io.tollgate.usage.budgets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.catalog.budget.Budget;
import io.tollgate.usage.budgets.BudgetReader.UnreadableBudgetsException;
import io.tollgate.usage.config.AdminKey;
import io.tollgate.usage.config.PriceFeedConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The budgets of the quota service, and the stops that it is told of. Thread-safe; blocks for some seconds at most. */
@Singleton
final class BudgetService {

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int MOST_BUDGETS = 100_000;
    private static final int CHANGED = 412;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(DEADLINE).build();
    private final BudgetReader reader = new BudgetReader();
    private final Optional<URI> base;
    private final AdminKey key;

    BudgetService(PriceFeedConfig config, AdminKey key) {
        this.base = config.quotaServiceUrl().map(url -> URI.create(url + "/admin/v1/budgets"));
        this.key = key;
    }

    /** Whether it is known where it is. */
    boolean isKnown() {
        return base.isPresent();
    }

    /** All budgets. */
    List<Budget> all() throws IOException, InterruptedException, UnreadableBudgetsException {
        List<Budget> budgets = new ArrayList<>();
        String after = "";
        do {
            HttpResponse<byte[]> answer =
                    send(request("?limit=500" + after).GET().build());
            if (answer.statusCode() != 200) {
                throw new IOException("answer " + answer.statusCode());
            }
            BudgetReader.Page page = reader.read(answer.body());
            budgets.addAll(page.budgets());
            if (budgets.size() > MOST_BUDGETS) {
                throw new UnreadableBudgetsException("more than " + MOST_BUDGETS + " budgets");
            }
            after = page.next()
                    .filter(next -> !page.budgets().isEmpty())
                    .map(next -> "&after=" + URLEncoder.encode(next, UTF_8))
                    .orElse("");
        } while (!after.isEmpty());
        return budgets;
    }

    /**
     * Says until when callers are to be refused, or with an empty {@code until} that they are to be served; nothing when the budget
     * has changed since it was judged, which the next round judges anew. Returns whether it was said.
     */
    boolean stop(Budget judged, Optional<Instant> until)
            throws IOException, InterruptedException, UnreadableBudgetsException {
        HttpResponse<byte[]> known = send(request("/" + judged.id()).GET().build());
        Optional<String> tag = known.headers().firstValue("etag");
        if (known.statusCode() != 200
                || tag.isEmpty()
                || !reader.readOne(known.body()).equals(judged)) {
            return false;
        }
        HttpRequest.Builder request = request("/" + judged.id() + "/stop").header("if-match", tag.get());
        HttpResponse<byte[]> answer = send(until.map(end -> request.header("content-type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"until\":\"" + end + "\"}")))
                .orElseGet(request::DELETE)
                .build());
        boolean said = answer.statusCode() / 100 == 2;
        if (!said && answer.statusCode() != CHANGED) {
            throw new IOException("answer " + answer.statusCode() + " to the stop of '" + judged.id() + "'");
        }
        return said;
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base.orElseThrow() + path)).timeout(DEADLINE);
        key.bearer().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    }
}
