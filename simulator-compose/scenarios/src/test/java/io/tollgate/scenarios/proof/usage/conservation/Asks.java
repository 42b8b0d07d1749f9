package io.tollgate.scenarios.proof.usage.conservation;

import io.tollgate.scenarios.calls.Bodies;
import io.tollgate.scenarios.calls.Json;
import io.tollgate.scenarios.proof.usage.conservation.Scene.Routes;
import io.tollgate.scenarios.stand.Tenant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws requests of every kind. The same seed draws the same requests. Thread-safe. */
final class Asks {

    private static final int MOST_WORDS = 80;
    private static final int MOST_TOKENS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** In milliseconds; an answer in one piece is there at its end only. */
    private static final int MOST_HASTE = 1_000;

    private static final int STREAM_BYTES = 9_000;

    private final List<Tenant> tenants;
    private final Tenant refused;
    private final Routes routes;
    private final long seed;

    Asks(Scene scene, long seed) {
        this.tenants = scene.tenants();
        this.refused = scene.refused();
        this.routes = scene.routes();
        this.seed = seed;
    }

    /** Request number {@code index}. */
    Ask number(int index) {
        var random = new SplittableRandom(seed * 1_000_003 + index);
        Kind kind = Kind.draw(random);
        boolean streamed =
                switch (kind) {
                    case PLAIN, DENIED -> false;
                    case STREAMED -> true;
                    case CANCELLED, FAILED_OVER, SPOILT -> random.nextBoolean();
                };
        boolean overLimit = kind == Kind.DENIED && random.nextBoolean();
        return new Ask(
                "ask-" + index,
                kind,
                overLimit ? refused : tenants.get(random.nextInt(tenants.size())),
                streamed,
                body(model(kind, overLimit), streamed, random),
                headers(kind, streamed, random),
                kind == Kind.CANCELLED && !streamed ? Duration.ofMillis(1 + random.nextInt(MOST_HASTE)) : PATIENCE,
                kind == Kind.CANCELLED && streamed ? random.nextInt(STREAM_BYTES) : Ask.STAYS);
    }

    private String model(Kind kind, boolean overLimit) {
        return switch (kind) {
            case PLAIN, STREAMED, CANCELLED -> routes.steady().model();
            case FAILED_OVER -> routes.failing().model();
            case SPOILT -> routes.spoilt().model();
            case DENIED -> overLimit ? routes.steady().model() : "no-such-model";
        };
    }

    private static String body(String model, boolean streamed, SplittableRandom random) {
        var fields = Bodies.chatFields(Bodies.words(1 + random.nextInt(MOST_WORDS)), 1 + random.nextInt(MOST_TOKENS));
        fields.put("model", model);
        if (streamed) {
            fields.put("stream", true);
            fields.put("stream_options", Map.of("include_usage", true));
        }
        return Json.write(fields);
    }

    private static Map<String, String> headers(Kind kind, boolean streamed, SplittableRandom random) {
        Map<String, String> headers = new HashMap<>();
        if (kind == Kind.CANCELLED) {
            // Slow enough for the caller to leave while the answer is on its way.
            headers.put("x-simulator-fault", "slow-body=" + (streamed ? 20 : 50));
        }
        if (kind == Kind.SPOILT) {
            headers.put("x-simulator-fault", streamed ? "cut=" + (2 + random.nextInt(20)) : "status=500");
        }
        return headers;
    }
}
