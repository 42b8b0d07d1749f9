package io.tollgate.scenarios.proof.ledger;

import static org.awaitility.Awaitility.await;

import io.tollgate.scenarios.load.BurstySource;
import io.tollgate.scenarios.load.Samples;
import io.tollgate.scenarios.load.Source;
import io.tollgate.scenarios.proof.Findings;
import io.tollgate.scenarios.proof.Ground;
import io.tollgate.scenarios.stand.Arrivals;
import io.tollgate.scenarios.stand.Limit;
import io.tollgate.scenarios.stand.Stand;
import io.tollgate.scenarios.stand.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** A tenant whose bursty callers want three times what its limit allows, and what the oracle says about it. */
final class Overload {

    static final long PER_MINUTE = 60_000;
    static final long BURST = PER_MINUTE / 6;

    private static final double TIMES_THE_LIMIT = 3;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final long MICROS_PER_SECOND = 1_000_000;
    /** A Redis or node that is late for a moment makes some 503s, which is another matter than the limit's. */
    private static final double MOST_WRONG = 0.01;

    private static final double MOST_WRONG_BRIEFLY = 0.25;

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    private final Stand stand;
    private final String name;
    private final Tenant tenant;
    private final boolean strict;

    private Overload(Stand stand, String name, boolean strict) {
        this.stand = stand;
        this.name = name;
        this.strict = strict;
        Limit limit = Limit.tokens(PER_MINUTE, BURST);
        this.tenant = stand.administration().newTenant(name.replace(' ', '-'), strict ? limit.strict() : limit);
    }

    /** A tenant whose limit reserves each request's own upper bound. */
    static Overload strict(Stand stand, String name) {
        return new Overload(stand, name, true);
    }

    /** A tenant whose limit reserves what is expected. */
    static Overload balanced(Stand stand, String name) {
        return new Overload(stand, name, false);
    }

    /** From a tenth of the limit up to {@value #TIMES_THE_LIMIT} times the limit and back, each way in half a minute. */
    static double drift(double second) {
        double phase = second / 60 % 1;
        double height = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
        double least = 0.1 / TIMES_THE_LIMIT;
        return least + (1 - least) * height;
    }

    /** So many bursty callers of this tenant. {@code share} says what part of their demand there is at a second of the run. */
    List<Source> callers(int number, String model, Supplier<URI> nodes, DoubleUnaryOperator share, long seed) {
        double perSecond = TIMES_THE_LIMIT * PER_MINUTE / SECONDS_PER_MINUTE / Traffic.meanTokens();
        var random = new SplittableRandom(seed);
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            var bound = strict ? Traffic.Bound.TWICE : Traffic.Bound.MIXED;
            sources.add(new BurstySource(
                    random.split(),
                    BurstySource.Rhythm.averaging(perSecond / number),
                    share,
                    new Traffic(random.split(), nodes, tenant, model, bound)));
        }
        return sources;
    }

    /** What every run must hold: no window above limit + burst, nothing open afterwards, no answer but 200 and 429. */
    void judgeBound(Findings findings, Duration length, Samples samples) {
        Duration window = length.compareTo(Duration.ofMinutes(2)) < 0 ? length.dividedBy(2) : Duration.ofMinutes(1);
        Arrivals arrivals = stand.backends().arrivals(tenant.id());
        double bound = allowed(window) + BURST;
        findings.atMost(
                name + ", fullest " + window.toSeconds() + " s of real tokens",
                arrivals.fullest(window.toSeconds() * MICROS_PER_SECOND),
                strict ? bound : bound * 1.03,
                " tokens");
        findings.atMost(
                name + ", real tokens over the run",
                arrivals.total(),
                allowed(spanned(length, arrivals)) + BURST,
                " tokens");
        Samples mine = samples.of(tenant.id());
        findings.note(name + ", answers", mine.statuses() + " of " + mine.size() + " requests");
    }

    /** What a tenant in steady overload must have got. */
    void judgeUse(Findings findings, Duration length, double leastPercent) {
        double used = 100.0 * stand.backends().arrivals(tenant.id()).total() / allowed(length);
        findings.atLeast(name + ", used of limit × minutes", used, leastPercent, " %");
    }

    /** That hardly anybody was answered anything but 200 or 429, and that nothing is reserved any more. */
    void judgeAnswers(Ground ground, Findings findings, Samples samples) {
        Samples mine = samples.of(tenant.id());
        Samples wrong = mine.that(sample -> !sample.served() && sample.status() != 429);
        findings.atMost(
                name + ", answers other than a whole 200 or a 429" + wrong.problems(),
                wrong.size(),
                Math.ceil(mine.size() * ground.bound(MOST_WRONG, MOST_WRONG_BRIEFLY)),
                "");
        judgeOpen(findings);
    }

    /** That nothing is reserved any more. */
    void judgeOpen(Findings findings) {
        await().atMost(SETTLED_WITHIN).pollInterval(Duration.ofMillis(250)).until(() -> openReservations() == 0);
        findings.equal(name + ", reservations left open", openReservations(), 0, "");
    }

    private long openReservations() {
        return stand.administration().openReservations(tenant);
    }

    /** What is late on a busy machine arrives after the run's end, and its limit has refilled for so much longer. */
    private static Duration spanned(Duration length, Arrivals arrivals) {
        long micros = arrivals.all().isEmpty()
                ? 0
                : arrivals.all().getLast().micros() - arrivals.all().getFirst().micros();
        return micros > length.toNanos() / 1_000 ? Duration.ofNanos(micros * 1_000) : length;
    }

    private static double allowed(Duration time) {
        return PER_MINUTE * (time.toMillis() / 60_000.0);
    }
}
