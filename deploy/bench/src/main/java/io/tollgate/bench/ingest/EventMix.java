package io.tollgate.bench.ingest;

import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Events as a cluster of some size makes them: 40 tenants with two keys and 500 users each, five deployments of four models
 * in two regions, one request in ten spilled from a PTU deployment, one in fifty denied, one in a hundred cancelled; evenly
 * spread over {@link #DAYS} days and in the order of time. The same every time. Not thread-safe.
 */
final class EventMix {

    /** How many days the events are spread over. */
    static final int DAYS = 6;

    private static final int TENANTS = 40;
    private static final int USERS = 500;
    private static final String[][] DEPLOYMENTS = {
        {"ptu-sweden", "gpt-4o", "ptu", "swedencentral"},
        {"payg-sweden", "gpt-4o", "payg", "swedencentral"},
        {"payg-west", "gpt-4o-mini", "payg", "westeurope"},
        {"payg-small", "gpt-4.1-nano", "payg", "westeurope"},
        {"payg-embed", "text-embedding-3-large", "payg", "swedencentral"},
    };

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    private final Instant from;
    private final Duration step;

    EventMix(Instant from, int events) {
        this.from = from;
        this.step = Duration.ofDays(DAYS).dividedBy(events);
    }

    /** The event with this number, from 0. */
    UsageEvent event(int number) {
        Instant at = from.plus(step.multipliedBy(number));
        String[] deployment = DEPLOYMENTS[random.nextInt(DEPLOYMENTS.length)];
        int kind = random.nextInt(100);
        boolean denied = kind < 2;
        boolean spilled = !denied && deployment[0].equals("payg-sweden") && kind < 50;
        boolean streamed = random.nextInt(3) > 0;
        String model = deployment[1];
        return new UsageEvent(
                id(at),
                at,
                "node-" + (number % 3 + 1),
                7,
                caller(),
                new Request("chat/completions", model, model, streamed),
                denied ? Served.NOBODY : served(deployment, spilled),
                outcome(kind),
                denied ? Tokens.NONE : tokens(),
                new Timing(streamed ? 150 + random.nextInt(400) : -1, 300 + random.nextInt(3_000)));
    }

    private Caller caller() {
        int tenant = random.nextInt(TENANTS);
        int key = random.nextInt(2);
        return new Caller(
                "tenant-" + tenant,
                "cc-" + (4700 + tenant / 4),
                "app-" + key,
                "k_" + tenant + "_" + key,
                "user-" + random.nextInt(USERS) + "@example.org",
                Map.of("project", "p-" + random.nextInt(20)),
                "product-" + tenant / 8,
                "s-" + random.nextInt(100_000),
                "private");
    }

    private static Served served(String[] deployment, boolean spilled) {
        Served.Attempt answered = new Served.Attempt(deployment[0], "ok", 200, 409);
        Served.Attempt full = new Served.Attempt("ptu-sweden", "throttled", 429, 3);
        return new Served(
                deployment[0],
                deployment[1],
                deployment[1] + "-2024-11-20",
                deployment[2],
                deployment[3],
                spilled ? List.of(full, answered) : List.of(answered),
                spilled ? "ptu-sweden" : "");
    }

    private static Outcome outcome(int kind) {
        return switch (kind) {
            case 0, 1 -> new Outcome(Outcome.Kind.DENIED, 429, "rate_limit_exceeded");
            case 2 -> new Outcome(Outcome.Kind.CANCELLED, 200, "");
            default -> new Outcome(Outcome.Kind.COMPLETED, 200, "");
        };
    }

    private Tokens tokens() {
        long input = 50L + random.nextInt(4_000);
        long output = 10L + random.nextInt(900);
        long cached = random.nextInt(3) == 0 ? input / 2 : 0;
        return new Tokens(input, cached, output, output / 5, Tokens.Source.REPORTED);
    }

    /** In the layout of a node's request ids: UUID version 7. */
    private String id(Instant at) {
        long high = at.toEpochMilli() << 16 | 0x7000L | random.nextLong() & 0x0FFFL;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
