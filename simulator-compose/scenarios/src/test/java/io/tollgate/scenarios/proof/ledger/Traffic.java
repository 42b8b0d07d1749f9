package io.tollgate.scenarios.proof.ledger;

import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.load.HeavyTail;
import io.tollgate.scenarios.load.Shot;
import io.tollgate.scenarios.stand.Tenant;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Makes requests of one application: prompts of any kind of text, answers with a heavy tail, streamed and plain in equal
 * parts. Used by one thread.
 */
final class Traffic implements Supplier<Shot> {

    /** How callers bound their answers. */
    enum Bound {
        /** By twice what the answer will really have. */
        TWICE,
        /** By twice, by 1,024 or not at all, in equal parts. */
        MIXED
    }

    private static final String[] WORDS = {
        "the",
        "deployment",
        "limit",
        "über",
        "42",
        "3.14159",
        "counter-intuitively",
        "{\"k\":1}",
        "日本",
        "a",
        "quota",
        "internationalisation",
        "for",
        "Zürich",
        "x+y",
        "return",
        "SELECT",
        "budget",
        "und",
        "никогда"
    };
    private static final int MOST_OUTPUT = 1_024;
    private static final int PROMPT_TOKENS = 30;

    private final SplittableRandom random;
    private final Supplier<URI> nodes;
    private final Tenant tenant;
    private final String model;
    private final Bound bound;

    Traffic(SplittableRandom random, Supplier<URI> nodes, Tenant tenant, String model, Bound bound) {
        this.random = random;
        this.nodes = nodes;
        this.tenant = tenant;
        this.model = model;
        this.bound = bound;
    }

    /** The tokens of an average request, roughly. */
    static double meanTokens() {
        return HeavyTail.ANSWERS.mean() + PROMPT_TOKENS;
    }

    @Override
    public Shot get() {
        int output = HeavyTail.ANSWERS.draw(random);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", model);
        fields.put("messages", List.of(Map.of("role", "user", "content", prompt())));
        int choice = bound == Bound.TWICE ? 0 : random.nextInt(3);
        if (choice == 0) {
            fields.put("max_tokens", 2 * output);
        } else if (choice == 1) {
            fields.put("max_completion_tokens", MOST_OUTPUT);
        }
        if (random.nextBoolean()) {
            fields.put("stream", true);
        }
        return new Shot(nodes.get(), tenant.key(), tenant.id(), Json.write(fields), output);
    }

    private String prompt() {
        var text = new StringBuilder();
        for (int words = random.nextInt(5, 40); words > 0; words--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }
}
