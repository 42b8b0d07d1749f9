package io.tollgate.events.codec;

import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events that the golden files hold. */
final class SampleEvents {

    private static final Instant AT = Instant.parse("2026-11-21T10:15:30.123456Z");
    private static final Caller CONTOSO =
            new Caller("contoso", "cc-4711", "chatbot", "k_7Qm2", "ada@example.org", Map.of("project", "atlas"));
    private static final Request CHAT = new Request("chat/completions", "gpt-4o", "gpt-4o", false);
    private static final Request STREAM = new Request("chat/completions", "gpt-4o", "gpt-4o", true);
    private static final Served.Attempt SPILLED = new Served.Attempt("ptu-1", "throttled", 429, 3);

    private static final Caller ATTRIBUTED = new Caller(
            "contoso",
            "cc-4711",
            "chatbot",
            "k_7Qm2",
            "ada@example.org",
            Map.of("project", "atlas"),
            "retail",
            "s-81",
            "private");
    private static final Tokens AUDIO = new Tokens(1_200, 24, 340, 8, Tokens.Source.REPORTED, 700, 300, 85);
    private static final Timing LATE = new Timing(412, 415);

    private SampleEvents() {}

    /** Golden file name (without suffix) to event. */
    static Map<String, UsageEvent> byName() {
        Map<String, UsageEvent> all = new HashMap<>(first());
        all.put("attributed", event(ATTRIBUTED, CHAT, spilled(), end(Outcome.Kind.COMPLETED, 200, ""), AUDIO, LATE));
        all.put(
                "interrupted",
                event(
                        ATTRIBUTED,
                        STREAM,
                        interrupted(),
                        end(Outcome.Kind.INTERRUPTED, 0, "node_died"),
                        new Tokens(21, 0, 64, 0, Tokens.Source.ESTIMATED),
                        new Timing(-1, 0)));
        return all;
    }

    private static Map<String, UsageEvent> first() {
        return Map.of(
                "completed",
                event(
                        CONTOSO,
                        CHAT,
                        payg(),
                        end(Outcome.Kind.COMPLETED, 200, ""),
                        new Tokens(1_200, 1_024, 340, 128, Tokens.Source.REPORTED),
                        new Timing(412, 415)),
                "streamed",
                event(
                        CONTOSO,
                        STREAM,
                        ptu(),
                        end(Outcome.Kind.COMPLETED, 200, ""),
                        new Tokens(21, 0, 50, 0, Tokens.Source.REPORTED),
                        new Timing(180, 2_250)),
                "denied",
                event(
                        CONTOSO,
                        CHAT,
                        Served.NOBODY,
                        end(Outcome.Kind.DENIED, 429, "rate_limit_exceeded"),
                        Tokens.NONE,
                        new Timing(-1, 1)),
                "failed",
                event(
                        CONTOSO,
                        CHAT,
                        failed(),
                        end(Outcome.Kind.FAILED, 502, "backend_unavailable"),
                        Tokens.NONE,
                        new Timing(-1, 1_045)),
                "cancelled",
                event(
                        CONTOSO,
                        STREAM,
                        ptu(),
                        end(Outcome.Kind.CANCELLED, 200, ""),
                        new Tokens(21, 0, 17, 0, Tokens.Source.COUNTED),
                        new Timing(180, 900)),
                "partial",
                event(
                        CONTOSO,
                        STREAM,
                        ptu(),
                        end(Outcome.Kind.PARTIAL, 200, "backend_closed"),
                        new Tokens(21, 0, 9, 0, Tokens.Source.COUNTED),
                        new Timing(180, 700)),
                "hedged",
                event(
                        CONTOSO,
                        STREAM,
                        hedged(),
                        end(Outcome.Kind.COMPLETED, 200, ""),
                        new Tokens(21, 0, 50, 0, Tokens.Source.REPORTED),
                        new Timing(700, 2_250)));
    }

    private static UsageEvent event(
            Caller caller, Request request, Served served, Outcome outcome, Tokens tokens, Timing timing) {
        return new UsageEvent("req_01JD7Z6Q8X", AT, "node-1", 42, caller, request, served, outcome, tokens, timing);
    }

    private static Outcome end(Outcome.Kind kind, int status, String reason) {
        return new Outcome(kind, status, reason);
    }

    private static Served payg() {
        return new Served(
                "payg-1",
                "gpt-4o",
                "gpt-4o-2024-11-20",
                "payg",
                "swedencentral",
                List.of(SPILLED, new Served.Attempt("payg-1", "ok", 200, 409)));
    }

    private static Served ptu() {
        return new Served(
                "ptu-1",
                "gpt-4o",
                "gpt-4o-2024-11-20",
                "ptu",
                "westeurope",
                List.of(new Served.Attempt("ptu-1", "ok", 200, 178)));
    }

    private static Served spilled() {
        return new Served(
                "payg-1",
                "gpt-4o",
                "gpt-4o-2024-11-20",
                "payg",
                "swedencentral",
                List.of(new Served.Attempt("payg-1", "ok", 200, 409)),
                "ptu-1");
    }

    private static Served interrupted() {
        return new Served(
                "ptu-1", "gpt-4o", "", "ptu", "westeurope", List.of(new Served.Attempt("ptu-1", "interrupted", 0, 0)));
    }

    private static Served hedged() {
        return new Served(
                "payg-1",
                "gpt-4o",
                "gpt-4o-2024-11-20",
                "payg",
                "swedencentral",
                List.of(
                        new Served.Attempt("ptu-1", "hedge-lost", 0, 690),
                        new Served.Attempt("ptu-2", "cut", 200, 20),
                        new Served.Attempt("ptu-3", "malformed", 200, 31),
                        new Served.Attempt("payg-1", "ok", 200, 140)));
    }

    private static Served failed() {
        return new Served(
                "", "", "", "", "", List.of(SPILLED, new Served.Attempt("payg-1", "connect-failed", 0, 1_000)));
    }
}
