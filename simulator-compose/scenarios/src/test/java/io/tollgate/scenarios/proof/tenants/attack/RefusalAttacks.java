package io.tollgate.scenarios.proof.tenants.attack;

import io.tollgate.scenarios.calls.Caller;
import java.util.List;

/** Bodies to which every backend says no, and others that make one slow. */
final class RefusalAttacks {

    /** More than the others call, so that a breaker sees few answers of theirs between. */
    private static final double PER_SECOND = 40;

    private RefusalAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack(
                        "a reasoning item that the backend does not know, 404 there",
                        PER_SECOND,
                        (enemy, i) -> enemy.postFor(
                                "status=404",
                                i,
                                "/v1/responses",
                                "{\"model\":\"" + enemy.model()
                                        + "\",\"store\":false,\"input\":[{\"type\":\"message\",\"role\":\"user\","
                                        + "\"content\":\"Go on.\"}]}")),
                refused("a prompt for the content filter, 400 there", 400),
                refused("a prompt beyond the context window, 413 there", 413),
                refused("a body that the backend cannot process, 422 there", 422),
                refused("a thing that the backend says is gone, 410 there", 410),
                new Attack(
                        "a bound that no model has",
                        PER_SECOND,
                        (enemy, i) -> enemy.post(i, Caller.CHAT, enemy.chat(10_000_000))),
                new Attack(
                        "more reading of the prompt than callers wait for",
                        2,
                        (enemy, i) -> enemy.postFor("slow-headers=3000", i, Caller.CHAT, enemy.chat(2))));
    }

    private static Attack refused(String name, int status) {
        return new Attack(
                name, PER_SECOND, (enemy, i) -> enemy.postFor("status=" + status, i, Caller.CHAT, enemy.chat(2)));
    }
}
