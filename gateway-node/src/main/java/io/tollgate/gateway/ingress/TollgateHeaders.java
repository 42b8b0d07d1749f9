package io.tollgate.gateway.ingress;

import io.tollgate.catalog.LimitKind;
import io.tollgate.events.Served;
import io.tollgate.gateway.exchange.delivery.ReplyFacts;
import io.tollgate.gateway.model.QuotaView;
import io.tollgate.gateway.model.RequestId;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Level;
import io.vertx.core.MultiMap;
import java.util.List;

/** The headers that Tollgate adds to every answer. */
final class TollgateHeaders {

    private static final int MOST_LOGGED = 20;

    /** By which SDKs name a request: the backend's, else Tollgate's own. */
    private static final String REQUEST_ID = "x-request-id";

    private TollgateHeaders() {}

    static void write(ReplyFacts facts, MultiMap headers) {
        headers.set("x-tollgate-request-id", facts.id().value());
        if (!headers.contains(REQUEST_ID)) {
            headers.set(REQUEST_ID, facts.id().value());
        }
        headers.set("x-tollgate-attempts", Integer.toString(facts.attempts().size()));
        if (!facts.attempts().isEmpty()) {
            headers.set("x-tollgate-attempt-log", log(facts.attempts()));
        }
        facts.fallback().ifPresent(route -> headers.set("x-tollgate-route", route));
        facts.served().ifPresent(deployment -> {
            headers.set("x-tollgate-deployment", deployment.id());
            headers.set("x-tollgate-capacity", deployment.capacity().wireName());
        });
        facts.priority()
                .ifPresent(priority -> headers.set(
                        "x-tollgate-priority", priority.priorityClass().name()));
        writeRates(facts.quota(), headers);
    }

    /** For an answer that is about no request of a model. */
    static void writeRequestId(RequestId id, MultiMap headers) {
        headers.set("x-tollgate-request-id", id.value());
        headers.set(REQUEST_ID, id.value());
    }

    static void writeRates(QuotaView quota, MultiMap headers) {
        writeRate(quota, LimitKind.TOKENS_PER_MINUTE, "tokens", headers);
        writeRate(quota, LimitKind.REQUESTS_PER_MINUTE, "requests", headers);
    }

    /** Whole seconds, rounded up, for everybody; milliseconds for those who know the header. */
    static void writeRetryAfter(long millis, MultiMap headers) {
        headers.set("retry-after-ms", Long.toString(millis));
        headers.set("retry-after", Long.toString(Math.ceilDiv(millis, 1_000L)));
    }

    /** Each call as {@code deployment;result;milliseconds}, the latest where they are too many. */
    private static String log(List<Served.Attempt> attempts) {
        var log = new StringBuilder();
        for (Served.Attempt attempt : attempts.subList(Math.max(0, attempts.size() - MOST_LOGGED), attempts.size())) {
            log.append(log.isEmpty() ? "" : ", ")
                    .append(attempt.deployment())
                    .append(';')
                    .append(attempt.result())
                    .append(';')
                    .append(attempt.durationMillis());
        }
        return log.toString();
    }

    private static void writeRate(QuotaView quota, LimitKind kind, String unit, MultiMap headers) {
        Level level = quota.tightest(kind).orElse(null);
        if (level != null) {
            headers.set("x-ratelimit-limit-" + unit, Long.toString(((Bucket) level.allowance()).perMinute()));
            headers.set("x-ratelimit-remaining-" + unit, Long.toString(Math.max(0, level.available())));
            headers.set("x-ratelimit-reset-" + unit, seconds(level.resetMillis()));
        }
    }

    private static String seconds(long millis) {
        return millis < 1_000 ? millis + "ms" : millis / 1_000 + "." + (millis % 1_000) / 100 + "s";
    }
}
