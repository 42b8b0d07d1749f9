package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.proof.Proof;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a backend remembers is found again, from any node, and by its owner alone. */
final class AffinityProof implements Proof {

    private static final String RESPONSES = "/v1/responses";
    private static final int CONVERSATIONS = 20;

    @Override
    public String name() {
        return "affinity";
    }

    @Override
    public void run(Ground ground, Findings findings) {
        Stand stand = ground.stand();
        Tenant owner = stand.administration().newTenant("owner");
        Tenant other = stand.administration().newTenant("other");
        try (var route = stand.administration()
                .newRoute()
                .deployment("a", stand.backends().named("payg-1").url(), Bodies.CHAT_MODEL)
                .deployment("b", stand.backends().named("payg-2").url(), Bodies.CHAT_MODEL)
                .tier("a", "b")
                .open()) {
            int followed = 0;
            int read = 0;
            int denied = 0;
            Map<String, Integer> homes = new TreeMap<>();
            for (int i = 0; i < CONVERSATIONS; i++) {
                Answer first = ask(
                        stand, i, owner, Map.of("model", route.model(), "input", "Remember " + i + "."), i % 2 == 1);
                String id = responseId(first);
                String home = first.header("x-tollgate-deployment");
                homes.merge(String.valueOf(home), 1, Integer::sum);
                var next = Map.<String, Object>of(
                        "model", route.model(), "input", "What was it?", "previous_response_id", id);
                Answer second = ask(stand, i + 1, owner, next, i % 3 == 0);
                followed += second.status() == 200 && home.equals(second.header("x-tollgate-deployment")) ? 1 : 0;
                read += stand.caller((i + 2) % stand.nodes(), owner)
                                        .get(RESPONSES + "/" + id)
                                        .status()
                                == 200
                        ? 1
                        : 0;
                Answer stolen = ask(stand, i + 1, other, next, false);
                int peeked = stand.caller(i % stand.nodes(), other)
                        .get(RESPONSES + "/" + id)
                        .status();
                denied += isDenied(stolen.status()) && isDenied(peeked) ? 1 : 0;
            }
            findings.note("homes of the first answers", homes.toString());
            findings.equal(
                    "follow-ups that reached the right backend", followed, CONVERSATIONS, " of " + CONVERSATIONS);
            findings.equal("answers read again from a third node", read, CONVERSATIONS, " of " + CONVERSATIONS);
            findings.equal(
                    "another tenant's attempts that got 403 or 404", denied, CONVERSATIONS, " of " + CONVERSATIONS);
            findings.equal("both backends are homes", homes.size(), 2, "");
            Answer unknown = ask(
                    stand,
                    0,
                    owner,
                    Map.of("model", route.model(), "input", "?", "previous_response_id", "resp_of_nobody"),
                    false);
            findings.equal("an id of nobody", unknown.status(), 404, "");
        }
    }

    private static boolean isDenied(int status) {
        return status == 403 || status == 404;
    }

    private static Answer ask(Stand stand, int node, Tenant tenant, Map<String, Object> fields, boolean streamed) {
        Map<String, Object> body = new HashMap<>(fields);
        body.put("stream", streamed);
        return stand.caller(Math.floorMod(node, stand.nodes()), tenant).post(RESPONSES, Json.write(body));
    }

    private static String responseId(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError("an answer was " + answer.status() + ": " + answer.text());
        }
        return answer.header("content-type").startsWith("text/event-stream")
                ? answer.chunks().getFirst().path("response").path("id").asText()
                : answer.json().path("id").asText();
    }
}
