package io.tollgate.simulator.control;

import io.tollgate.simulator.config.DeploymentConfig;
import io.tollgate.simulator.deployment.Deployment;
import io.tollgate.simulator.journal.Ending;
import io.tollgate.simulator.journal.LoggedRequest;
import io.tollgate.simulator.journal.Outcome;
import io.tollgate.simulator.journal.SlidingWindows;
import io.tollgate.simulator.limits.RateState;
import io.tollgate.simulator.limits.UtilisationHistory.Second;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the control API shows. Pure. */
final class Views {
    private static final Set<String> CREDENTIALS = Set.of(
            "api-key", "authorization", "proxy-authorization", "ocp-apim-subscription-key", "cookie", "x-api-key");

    private Views() {}

    record DeploymentView(DeploymentConfig config, RateState rates) {}

    record RequestView(
            long number,
            String receivedAt,
            String method,
            String path,
            String deployment,
            String tag,
            Ending ending,
            int status,
            int promptTokens,
            int cachedTokens,
            int completionTokens,
            Long durationMicros,
            Map<String, List<String>> headers) {}

    record UtilisationView(
            String deployment,
            int seconds,
            String at,
            double utilisationPercent,
            double meanUtilisationPercent,
            double meanLevelPercent,
            double drainedWeightedTokens,
            double servedWeightedTokens,
            double capacityWeightedTokens,
            List<Second> history) {}

    record WindowView(int seconds, long maxTokens, int requests, String from, boolean completeLog) {}

    /** Each arrival is its microsecond since the epoch and its tokens. */
    record ArrivalsView(long missed, List<long[]> arrivals) {}

    static DeploymentView deployment(Deployment deployment, long nowMicros) {
        return new DeploymentView(deployment.config(), deployment.rates(nowMicros));
    }

    static RequestView request(LoggedRequest request) {
        Outcome outcome = request.outcome();
        Map<String, List<String>> headers = new TreeMap<>();
        request.headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = CREDENTIALS.contains(name) ? "[redacted]" : header.getValue();
            headers.merge(name, List.of(value), (before, more) -> Stream.concat(before.stream(), more.stream())
                    .toList());
        });
        return new RequestView(
                request.number(),
                instant(request.receivedMicros()),
                request.method(),
                request.path(),
                request.deployment(),
                request.tag(),
                outcome.ending(),
                outcome.status(),
                outcome.tokens().prompt(),
                outcome.tokens().cached(),
                outcome.tokens().completion(),
                outcome.ending() == Ending.IN_FLIGHT ? null : outcome.endMicros() - request.receivedMicros(),
                headers);
    }

    static UtilisationView utilisation(Deployment deployment, int seconds, long nowMicros) {
        List<Second> history = deployment.history(seconds, nowMicros);
        long drained = history.stream().mapToLong(Second::drainedMilli).sum();
        long served = history.stream().mapToLong(Second::servedMilli).sum();
        long capacity = history.stream().mapToLong(Second::capacityMilli).sum();
        double level =
                history.stream().mapToLong(Second::meanLevelPermille).average().orElse(0);
        double now = deployment.rates(nowMicros) instanceof RateState.Utilisation(long permille) ? permille / 10.0 : 0;
        return new UtilisationView(
                deployment.config().name(),
                seconds,
                instant(nowMicros),
                now,
                capacity == 0 ? 0 : 100.0 * drained / capacity,
                level / 10,
                drained / 1000.0,
                served / 1000.0,
                capacity / 1000.0,
                history);
    }

    static WindowView window(int seconds, SlidingWindows.Fullest fullest, boolean completeLog) {
        return new WindowView(
                seconds, fullest.tokens(), fullest.requests(), instant(fullest.fromMicros()), completeLog);
    }

    private static String instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
