package io.tollgate.usage.support;

import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes events of one tenant. */
public final class Events {

    private static final Outcome COMPLETED = new Outcome(Outcome.Kind.COMPLETED, 200, "");

    private final String tenant;

    /** Events of {@code tenant}. */
    public Events(String tenant) {
        this.tenant = tenant;
    }

    /** A tenant that no other test has. */
    public static Events ofNewTenant() {
        return new Events("t-" + UUID.randomUUID());
    }

    public String tenant() {
        return tenant;
    }

    /** A completed call of {@code model} on {@code deployment}. */
    public UsageEvent completed(String at, String model, String deployment, Tokens tokens) {
        Served served = new Served(
                deployment,
                model,
                model + "-2024",
                "payg",
                "westeurope",
                List.of(new Served.Attempt(deployment, "ok", 200, 12)));
        return event(at, model, served, COMPLETED, tokens);
    }

    /** A completed call that was served so. */
    public UsageEvent served(String at, Served served, Tokens tokens) {
        return event(at, served.model(), served, COMPLETED, tokens);
    }

    /** A call that a limit refused. */
    public UsageEvent denied(String at, String model) {
        return event(
                at, model, Served.NOBODY, new Outcome(Outcome.Kind.DENIED, 429, "rate_limit_exceeded"), Tokens.NONE);
    }

    /** Tokens as a backend reports them. */
    public static Tokens tokens(long input, long cached, long output) {
        return new Tokens(input, cached, output, 0, Tokens.Source.REPORTED);
    }

    private UsageEvent event(String at, String model, Served served, Outcome outcome, Tokens tokens) {
        return new UsageEvent(
                UUID.randomUUID().toString(),
                Instant.parse(at),
                "node-1",
                7,
                new Caller(tenant, "cc-1", "app", "k1", "ada", Map.of("project", "atlas")),
                new Request("chat/completions", model, model, false),
                served,
                outcome,
                tokens,
                new Timing(100, 120));
    }
}
