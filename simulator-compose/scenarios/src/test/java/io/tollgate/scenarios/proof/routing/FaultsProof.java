package io.tollgate.scenarios.proof.routing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Crowd;
import io.tollgate.scenarios.calls.FaultyFront;
import io.tollgate.scenarios.calls.OwnCertificate;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.RouteDraft;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import io.tollgate.scenarios.stand.TieredRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A preferred deployment of which a tenth of the requests goes wrong, in every way in which it can: callers notice nothing, or, where they
 * have seen a part of the answer, are told once.
 */
final class FaultsProof implements Proof {

    private static final int REQUESTS = 1_000;
    private static final int REQUESTS_LEAST = 40;
    private static final int CALLERS = 20;
    private static final int OUTPUT_TOKENS = 6;
    private static final int CUT_AFTER_TOKENS = 3;

    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(20);

    private static final Map<String, Object> ATTEMPTS = attempts(1_000, 1_500);

    /** Twenty handshakes at once, right and wrong ones, take a busy machine longer, and none of them is waited for in vain. */
    private static final Map<String, Object> ATTEMPTS_WITH_TLS = attempts(5_000, 8_000);

    private static Map<String, Object> attempts(int connectMillis, int firstTokenMillis) {
        return Map.of(
                "deadlines",
                Map.of(
                        "connectMillis", connectMillis,
                        "firstTokenMillis", firstTokenMillis,
                        "perThousandPromptTokensMillis", 0,
                        "perOutputTokenMillis", 0,
                        "idleMillis", 1_500,
                        "totalMillis", 20_000));
    }

    @Override
    public String name() {
        return "faults";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        int requests = ground.part(REQUESTS, REQUESTS_LEAST);
        var certificate = OwnCertificate.make(Path.of("target", "certificates").toAbsolutePath());
        Map<String, Object> pace = Map.of("latency", Map.of("timeToFirstTokenMillis", 3, "perTokenMillis", 0));
        try (var _ = ground.stand().backends().change(Bodies.CHAT_MODEL, pace)) {
            for (FaultCase each : FaultCase.harmless()) {
                harmless(ground, findings, each, requests, certificate);
            }
            cutAfterTheFirstToken(ground.stand(), findings, requests);
        }
    }

    private static void harmless(
            Ground ground, Findings findings, FaultCase fault, int requests, OwnCertificate certificate) {
        Stand stand = ground.stand();
        Backend preferred = stand.backends().named("ptu-1");
        Tenant tenant = stand.administration().newTenant("faults");
        try (var front = FaultyFront.before(
                        preferred.url(),
                        fault.front() == null ? FaultyFront.Fault.RESET : fault.front(),
                        fault.front() == null ? 0 : FaultCase.PART,
                        fault.front() == FaultyFront.Fault.NO_TLS ? certificate : null);
                var route = route(stand, front, fault, certificate);
                var _ = preferred.change(Bodies.CHAT_MODEL, Map.of("faults", fault.faults()))) {
            long again = 0;
            for (boolean streamed : new boolean[] {false, true}) {
                List<Answer> answers = call(stand, tenant, route, requests, streamed);
                long wrong = answers.stream().filter(answer -> !isRight(answer)).count();
                findings.equal(
                        fault.name() + (streamed ? ", streamed" : ", plain") + ", answers that are not right"
                                + first(answers),
                        wrong,
                        0,
                        " of " + requests);
                again += answers.stream()
                        .filter(answer -> !"1".equals(answer.header("x-tollgate-attempts")))
                        .count();
            }
            judgeRetries(ground, findings, fault, again, 2 * requests);
        }
    }

    /** A port refuses for a part of each half second, which a run of moments may miss. */
    private static void judgeRetries(Ground ground, Findings findings, FaultCase fault, long again, int of) {
        String what = fault.name() + ", requests that were tried again";
        if (!fault.fails() || fault.front() == FaultyFront.Fault.REFUSE && !ground.isLong()) {
            findings.note(what, again + " of " + of);
        } else {
            findings.atLeast(what, again, 1, " of " + of);
        }
    }

    private static TieredRoute route(Stand stand, FaultyFront front, FaultCase fault, OwnCertificate certificate) {
        RouteDraft draft = stand.administration().newRoute();
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("capacity", "ptu");
        if (fault.front() == FaultyFront.Fault.NO_TLS) {
            more.put("connection", Map.of("trust", "file:" + certificate.pem()));
        }
        return draft.deployment(
                        "preferred",
                        fault.front() == null ? stand.backends().named("ptu-1").url() : front.url(),
                        Bodies.CHAT_MODEL,
                        more)
                .deployment("other", stand.backends().named("payg-1").url(), Bodies.CHAT_MODEL)
                .tier("preferred")
                .tier("other")
                .with("attempts", fault.front() == FaultyFront.Fault.NO_TLS ? ATTEMPTS_WITH_TLS : ATTEMPTS)
                .open();
    }

    private static List<Answer> call(Stand stand, Tenant tenant, TieredRoute route, int requests, boolean streamed) {
        String body = (streamed
                        ? Bodies.streamedChatWithUsage("Go on.", 2 * OUTPUT_TOKENS)
                        : Bodies.chat("Go on.", 2 * OUTPUT_TOKENS))
                .replace(Bodies.CHAT_MODEL, route.model());
        return Crowd.run(requests, CALLERS, index -> stand.caller(index % stand.nodes(), tenant)
                .post(
                        Caller.CHAT,
                        body,
                        "x-simulator-output-tokens",
                        Integer.toString(OUTPUT_TOKENS),
                        "x-simulator-tag",
                        tenant.id()));
    }

    /** Whole, with every token once. */
    private static boolean isRight(Answer answer) {
        if (answer.status() != 200) {
            return false;
        }
        if (answer.header("content-type").startsWith("text/event-stream")) {
            return answer.done()
                    && tokens(answer) == OUTPUT_TOKENS
                    && answer.usage()
                            .map(usage -> usage.output() == OUTPUT_TOKENS)
                            .orElse(false);
        }
        JsonNode document = answer.json();
        return document.path("choices").path(0).path("message").path("content").isTextual()
                && document.path("usage").path("completion_tokens").asInt() == OUTPUT_TOKENS;
    }

    private static long tokens(Answer answer) {
        return answer.chunks().stream()
                .filter(chunk -> !chunk.path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asText("")
                        .isEmpty())
                .count();
    }

    private static String first(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> !isRight(answer))
                .findFirst()
                .map(answer -> " [" + answer.status() + " " + answer.header("x-tollgate-attempt-log") + " "
                        + answer.text().lines().limit(3).collect(Collectors.joining(" ")) + "]")
                .orElse("");
    }

    private static void cutAfterTheFirstToken(Stand stand, Findings findings, int requests) {
        Backend preferred = stand.backends().named("ptu-1");
        Tenant tenant = stand.administration().newTenant("cut");
        var cut = new FaultCase(
                "cut after the first token", Map.of("kind", "cut", "afterChunks", 1 + CUT_AFTER_TOKENS), null, true);
        try (var front = FaultyFront.before(preferred.url(), FaultyFront.Fault.RESET, 0, null);
                var route = route(stand, front, cut, null);
                var _ = preferred.change(Bodies.CHAT_MODEL, Map.of("faults", cut.faults()))) {
            List<Answer> answers = call(stand, tenant, route, requests, true);
            List<Answer> broken =
                    answers.stream().filter(answer -> !isRight(answer)).toList();
            findings.atLeast(cut.name() + ", streams that broke", broken.size(), 1, " of " + requests);
            findings.equal(
                    cut.name()
                            + ", of these not: 200, the tokens before the cut once, exactly one error event, the end",
                    broken.stream().filter(answer -> !isToldOnce(answer)).count(),
                    0,
                    "");
            findings.equal(
                    cut.name() + ", of these recorded as partial",
                    broken.stream()
                            .filter(answer -> outcome(stand, answer).equals("partial"))
                            .count(),
                    broken.size(),
                    "");
        }
    }

    private static String outcome(Stand stand, Answer answer) {
        return await().atMost(RECORDED_WITHIN)
                .until(() -> stand.reports().event(answer.header("x-tollgate-request-id")), Optional::isPresent)
                .orElseThrow()
                .path("outcome")
                .path("kind")
                .asText();
    }

    private static boolean isToldOnce(Answer answer) {
        long errors =
                answer.chunks().stream().filter(chunk -> chunk.has("error")).count();
        boolean last = !answer.chunks().isEmpty() && answer.chunks().getLast().has("error");
        return answer.status() == 200
                && errors == 1
                && last
                && tokens(answer) <= CUT_AFTER_TOKENS
                && tokens(answer) >= 1;
    }
}
