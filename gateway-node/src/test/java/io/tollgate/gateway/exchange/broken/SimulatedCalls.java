package io.tollgate.gateway.exchange.broken;

import io.tollgate.catalog.backend.OnCancel;
import io.tollgate.catalog.routing.Leaving;
import io.tollgate.events.Tokens;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A backend and a caller who leaves its calls at a random moment, in virtual time. A backend thinks, then writes a token every
 * {@value #PACE_MILLIS} ms, of which each delta has several.
 */
final class SimulatedCalls {

    static final long FIRST_MILLIS = 200;
    static final long PACE_MILLIS = 10;
    private static final int TOKENS_PER_DELTA = 3;
    private static final long PROMPT = 100;

    private final SplittableRandom random;
    private final Departures departures;
    private final Leaving policy;
    private final OnCancel declared;
    private final boolean stops;
    long charged;
    long generated;
    long drained;

    /**
     * @param declared what the deployment is said to do
     * @param stops what it does
     */
    SimulatedCalls(long seed, Leaving policy, OnCancel declared, boolean stops) {
        this.random = new SplittableRandom(seed);
        this.policy = policy;
        this.declared = declared;
        this.stops = stops;
        this.departures = new Departures(new Experience(), random.split()::nextDouble, 1_000);
    }

    /** One call: how much of it is hidden and how much is not. */
    record Answer(long hidden, long visible) {

        long tokens() {
            return hidden + visible;
        }

        long wholeMillis() {
            return FIRST_MILLIS + tokens() * PACE_MILLIS;
        }

        long firstMillis() {
            return FIRST_MILLIS + (hidden + TOKENS_PER_DELTA) * PACE_MILLIS;
        }

        /** Tokens that are there at a moment. */
        long generated(long atMillis) {
            return Math.clamp((atMillis - FIRST_MILLIS) / PACE_MILLIS, 0, tokens());
        }

        long deltas(long atMillis) {
            return Math.max(0, generated(atMillis) - hidden) / TOKENS_PER_DELTA;
        }
    }

    /** Hidden tokens none, always as many, or from none to very many. */
    enum Thinking {
        NEVER,
        EQUALLY,
        SOMETIMES;

        long tokens(SplittableRandom random) {
            return switch (this) {
                case NEVER -> 0;
                case EQUALLY -> 2_000;
                case SOMETIMES -> random.nextInt(3) == 0 ? random.nextInt(3_000) : 0;
            };
        }
    }

    Answer draw(Thinking thinking) {
        return new Answer(thinking.tokens(random), 9 + (long) (600 * Math.pow(random.nextDouble(), 2)));
    }

    /** The caller stays. */
    void stay(boolean streamed, Answer answer) {
        CallKind kind = kind(streamed);
        departures.experience().learn(whole(kind, answer));
        departures.charged(kind, answer.tokens());
        charged += answer.tokens();
        generated += answer.tokens();
    }

    /** The caller leaves at a moment before the end. */
    Tokens leave(boolean streamed, Answer answer) {
        return leave(streamed, answer, random.nextLong(answer.wholeMillis()));
    }

    Tokens leave(boolean streamed, Answer answer, long atMillis) {
        BrokenCall call = broken(streamed, answer, atMillis);
        Departure departure = departures.decide("route", policy, call);
        Tokens used;
        if (departure.isDrained()) {
            drained++;
            WholeCall whole = whole(call.kind(), answer);
            used = departure.reported(
                    new Tokens(PROMPT, 0, answer.tokens(), answer.hidden(), Tokens.Source.REPORTED), whole);
        } else {
            used = departure.unreported(call, false);
        }
        departure.end();
        departures.charged(call.kind(), used.output());
        charged += used.output();
        generated += departure.isDrained() || !stops ? answer.tokens() : answer.generated(atMillis);
        return used;
    }

    /** Charged as a part of generated. */
    double share() {
        return (double) charged / generated;
    }

    private BrokenCall broken(boolean streamed, Answer answer, long atMillis) {
        long first = streamed ? Math.min(atMillis, answer.firstMillis()) : atMillis;
        return new BrokenCall(
                kind(streamed),
                declared,
                PROMPT,
                512,
                16_384,
                streamed ? answer.deltas(atMillis) : 0,
                0,
                first,
                atMillis - first,
                0);
    }

    private static CallKind kind(boolean streamed) {
        return CallKind.of("tenant", "deployment", streamed, OptionalLong.empty());
    }

    private static WholeCall whole(CallKind kind, Answer answer) {
        return new WholeCall(
                kind,
                answer.tokens(),
                answer.hidden(),
                answer.visible() / TOKENS_PER_DELTA,
                answer.firstMillis(),
                answer.wholeMillis(),
                0);
    }
}
