package io.tollgate.scenarios.proof.tenants.attack;

import java.util.List;

/** Names of what a backend may remember of others, in places that are easily overlooked. None may be answered with 200. */
final class OwnershipAttacks {

    private static final double PER_SECOND = 4;
    private static final String RESPONSES = "/v1/responses";
    private static final String CONVERSATIONS = "/v1/conversations";

    private OwnershipAttacks() {}

    static List<Attack> all() {
        return List.of(
                responses("somebody's item without a type", "\"input\":[{\"id\":\"msg_of_somebody\"}]"),
                responses("somebody's item of type null", "\"input\":[{\"type\":null,\"id\":\"msg_of_somebody\"}]"),
                responses(
                        "somebody's file as a prompt's variable",
                        "\"input\":\"Go on.\",\"prompt\":{\"id\":\"pmpt_1\",\"variables\":{\"a\":{\"type\":\"input_file\","
                                + "\"file_id\":\"file-of-somebody\"}}}"),
                responses(
                        "somebody's container",
                        "\"input\":\"Go on.\",\"tools\":[{\"type\":\"code_interpreter\",\"container\":\"cntr_of_somebody\"}]"),
                responses("somebody's response", "\"input\":\"Go on.\",\"previous_response_id\":\"resp_of_somebody\""),
                new Attack(
                        "a conversation that begins with somebody's item",
                        PER_SECOND,
                        (enemy, i) -> enemy.evadedUnless(enemy.post(
                                        i,
                                        CONVERSATIONS,
                                        "{\"items\":[{\"type\":\"item_reference\",\"id\":\"msg_of_somebody\"}]}")
                                != 200)));
    }

    private static Attack responses(String name, String fields) {
        return new Attack(
                name,
                PER_SECOND,
                (enemy, i) -> enemy.evadedUnless(
                        enemy.post(i, RESPONSES, "{\"model\":\"" + enemy.model() + "\"," + fields + "}") != 200));
    }
}
