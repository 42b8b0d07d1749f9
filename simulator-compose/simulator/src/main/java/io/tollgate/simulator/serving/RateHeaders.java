package io.tollgate.simulator.serving;

import io.tollgate.simulator.limits.RateState;
import io.tollgate.simulator.limits.RateState.PerMinute;
import io.tollgate.simulator.limits.RateState.Utilisation;
import io.vertx.core.http.HttpServerResponse;

/** Writes what a deployment says about its limits. Resets are whole seconds for Azure, durations for OpenAI. Pure. */
final class RateHeaders {
    private RateHeaders() {}

    static void put(HttpServerResponse response, RateState rates, boolean azure) {
        switch (rates) {
            case Utilisation utilisation -> response.putHeader(Names.UTILISATION, percent(utilisation.permille()));
            case PerMinute minute -> putPerMinute(response, minute, azure);
        }
    }

    private static void putPerMinute(HttpServerResponse response, PerMinute minute, boolean azure) {
        if (minute.limitTokens() == 0 && minute.limitRequests() == 0) {
            return;
        }
        String reset = reset(minute.resetMicros(), azure);
        if (minute.limitTokens() > 0) {
            response.putHeader(Names.LIMIT_TOKENS, Long.toString(minute.limitTokens()))
                    .putHeader(Names.REMAINING_TOKENS, Long.toString(minute.remainingTokens()))
                    .putHeader(Names.RESET_TOKENS, reset);
        }
        if (minute.limitRequests() > 0) {
            response.putHeader(Names.LIMIT_REQUESTS, Long.toString(minute.limitRequests()))
                    .putHeader(Names.REMAINING_REQUESTS, Long.toString(minute.remainingRequests()))
                    .putHeader(Names.RESET_REQUESTS, reset);
        }
    }

    static void putRetryAfter(HttpServerResponse response, long millis) {
        response.putHeader(Names.RETRY_AFTER_MS, Long.toString(millis))
                .putHeader(Names.RETRY_AFTER, Long.toString(Math.ceilDiv(millis, 1000L)));
    }

    static String percent(long permille) {
        return permille / 10 + "." + permille % 10 + "%";
    }

    static String reset(long micros, boolean azure) {
        long millis = Math.ceilDiv(micros, 1000L);
        if (azure) {
            return Long.toString(Math.ceilDiv(millis, 1000L));
        }
        return millis < 1000 ? millis + "ms" : millis / 1000 + "." + String.format("%03d", millis % 1000) + "s";
    }
}
