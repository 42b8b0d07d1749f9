package io.tollgate.usage.budgets;

import io.tollgate.catalog.budget.Budget;
import io.tollgate.usage.quota.Listing;
import io.tollgate.usage.quota.PageReader;
import io.tollgate.usage.quota.QuotaService;
import io.tollgate.usage.quota.UnreadableListException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;

/** The budgets of the quota service, and the stops that it is told of. Thread-safe. */
@Singleton
final class BudgetService {

    private static final int CHANGED = 412;

    private final PageReader<Budget> reader = new PageReader<>("budget", BudgetReader::read);
    private final QuotaService quotas;

    BudgetService(QuotaService quotas) {
        this.quotas = quotas;
    }

    /** Whether it is known where it is. */
    boolean isKnown() {
        return quotas.isKnown();
    }

    /** All budgets, and which cannot be read. */
    Listing<Budget> all() throws IOException, InterruptedException, UnreadableListException {
        return quotas.all("budgets", reader);
    }

    /**
     * Says until when callers are to be refused, or with an empty {@code until} that they are to be served; nothing when the budget
     * has changed since it was judged, which the next round judges anew. Returns whether it was said.
     */
    boolean stop(Budget judged, Optional<Instant> until)
            throws IOException, InterruptedException, UnreadableListException {
        String path = "budgets/" + judged.id();
        HttpResponse<byte[]> known = quotas.send(quotas.request(path).GET().build());
        Optional<String> tag = known.headers().firstValue("etag");
        if (known.statusCode() != 200
                || tag.isEmpty()
                || !reader.readOne(known.body()).equals(judged)) {
            return false;
        }
        HttpRequest.Builder request = quotas.request(path + "/stop").header("if-match", tag.get());
        HttpResponse<byte[]> answer = quotas.send(until.map(end -> request.header("content-type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"until\":\"" + end + "\"}")))
                .orElseGet(request::DELETE)
                .build());
        boolean said = answer.statusCode() / 100 == 2;
        if (!said && answer.statusCode() != CHANGED) {
            throw new IOException("answer " + answer.statusCode() + " to the stop of '" + judged.id() + "'");
        }
        return said;
    }
}
