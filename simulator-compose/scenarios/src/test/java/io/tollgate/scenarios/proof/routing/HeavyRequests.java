package io.tollgate.scenarios.proof.routing;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.load.HeavyTail;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.stand.Tenant;
import java.net.URI;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Requests whose prompts and answers have heavy tails, streamed and plain in equal parts. Two thirds bound their answers, by one to two
 * times what these will really have; the others not at all. Used by one thread.
 */
final class HeavyRequests {

    /** Prompts of 20 to 1,000 words. */
    static final HeavyTail PROMPTS = new HeavyTail(1.2, 20, 1_000);

    private static final int FRAME_TOKENS = 7;

    private final SplittableRandom random;
    private final Supplier<URI> nodes;
    private final Tenant tenant;
    private final String model;

    HeavyRequests(SplittableRandom random, Supplier<URI> nodes, Tenant tenant, String model) {
        this.random = random;
        this.nodes = nodes;
        this.tenant = tenant;
        this.model = model;
    }

    /** What an average request weighs, roughly. */
    static double meanWeight(int outputWeight) {
        return PROMPTS.mean() + FRAME_TOKENS + outputWeight * HeavyTail.ANSWERS.mean();
    }

    /** Of the tenant. */
    Shot next(String tag) {
        return direct(tenant.key(), tag);
    }

    /** With this key. */
    Shot direct(String key, String tag) {
        int output = HeavyTail.ANSWERS.draw(random);
        var fields = Bodies.chatFields(Bodies.words(PROMPTS.draw(random)), output + random.nextInt(output + 1));
        fields.put("model", model);
        if (random.nextInt(3) == 0) {
            fields.remove("max_tokens");
        }
        if (random.nextBoolean()) {
            fields.put("stream", true);
        }
        return new Shot(nodes.get(), key, tag, Json.write(fields), output);
    }
}
