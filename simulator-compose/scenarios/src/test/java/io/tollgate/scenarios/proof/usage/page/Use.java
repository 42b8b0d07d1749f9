package io.tollgate.scenarios.proof.usage.page;

import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.stand.Tenant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One request of the scene.
 *
 * @param tenant whose
 * @param kind of which sort
 * @param model that is asked for
 * @param words of its prompt, about
 * @param tokens of its answer, at most
 */
record Use(Tenant tenant, Kind kind, String model, int words, int tokens) {

    /** A model with provisioned capacity, and pay-as-you-go for the excess. */
    static final String CHAT = "gpt-4.1";

    /** A model that is paid by the token. */
    static final String MINI = "gpt-4o-mini";

    /** A model that nobody has priced. */
    static final String UNPRICED = "o4-mini";

    private static final int LEAVES_AFTER = 3;
    private static final int WORDS = 300;
    private static final double SKEW = 1.4;

    /** How it is asked for. */
    enum Kind {
        PLAIN,
        STREAMED,
        LEFT,
        EMBEDDED
    }

    /** Draws one: the first tenants use most, and most is chat. */
    static Use draw(SplittableRandom random, List<Tenant> tenants) {
        double place = random.nextDouble();
        Tenant tenant = tenants.get((int) (Math.pow(place, SKEW) * tenants.size()));
        int die = random.nextInt(20);
        Kind kind = die < 3 ? Kind.EMBEDDED : die < 4 ? Kind.LEFT : die < 11 ? Kind.STREAMED : Kind.PLAIN;
        int which = random.nextInt(20);
        String model = kind == Kind.EMBEDDED ? Bodies.EMBEDDING_MODEL : which < 5 ? MINI : which < 6 ? UNPRICED : CHAT;
        return new Use(tenant, kind, model, WORDS * (1 + random.nextInt(8)), 20 + random.nextInt(200));
    }

    /** Makes it and waits for its answer, or leaves. */
    Answer make(Caller caller) {
        return switch (kind) {
            case EMBEDDED ->
                caller.post("/v1/embeddings", Json.write(Map.of("model", model, "input", Bodies.words(words))));
            case LEFT -> caller.chatAndLeave(chat(true), LEAVES_AFTER);
            case STREAMED -> caller.post(Caller.CHAT, chat(true));
            case PLAIN -> caller.post(Caller.CHAT, chat(false), "x-tollgate-tag-project", "atlas");
        };
    }

    private String chat(boolean streamed) {
        var fields = Bodies.chatFields(Bodies.words(words), tokens);
        fields.put("model", model);
        fields.put("stream", streamed);
        return Json.write(fields);
    }
}
