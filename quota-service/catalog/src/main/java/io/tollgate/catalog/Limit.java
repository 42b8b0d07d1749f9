package io.tollgate.catalog;

import static io.tollgate.catalog.rules.InvalidCatalogException.identifier;
import static io.tollgate.catalog.rules.InvalidCatalogException.present;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a tenant, a product, a key or an end user may not exceed.
 *
 * <p>A rate is a token bucket: it holds at most {@code burst} and refills continuously with {@code amount} per minute, so
 * that over any 60 seconds at most {@code amount + burst} is let through. A quota or budget allows {@code amount} in each
 * calendar period.
 *
 * @param kind what is counted
 * @param amount the refill per minute, the most requests at one time, the tokens of a period, or the nano-units of a
 *     period; 1 to {@link LimitKind}'s most
 * @param burst what a rate's bucket holds when full, 1 to {@link #MOST_PER_MINUTE}, which is also the most that one request
 *     can have; 0 for what is not a rate
 * @param period for quotas and budgets alone
 * @param model when present, only requests to the route of this name count
 * @param perUser whether each end user has the limit for itself; requests that name no user share one
 * @param enforcement of limits that count tokens or money
 * @param whenUnavailable what happens while the ledger cannot be asked
 * @param shadow whether the limit only reports what it would have refused
 */
public record Limit(
        LimitKind kind,
        long amount,
        long burst,
        Optional<LimitPeriod> period,
        Optional<String> model,
        boolean perUser,
        Enforcement enforcement,
        WhenUnavailable whenUnavailable,
        boolean shadow) {

    /** Above this the ledger's integer arithmetic would leave the range that Lua numbers hold exactly. */
    public static final long MOST_PER_MINUTE = 100_000_000_000L;

    /** Of a period's tokens or nano-units, and for the same reason: 4 million whole units of a currency. */
    public static final long MOST_PER_PERIOD = 4_000_000_000_000_000L;

    /** So many limits of a product, and of a tenant, may apply to one request; with a key's own the ledger takes them in one step. */
    static final int MOST_AT_ONCE = 6;

    /** So many limits of a key may apply to one request. */
    static final int MOST_AT_ONCE_OF_KEY = 4;

    private static final int MOST_OF_ONE_OWNER = 200;

    public Limit {
        present(kind, "kind");
        long most = kind.isPeriodic() ? MOST_PER_PERIOD : MOST_PER_MINUTE;
        require(amount >= 1 && amount <= most, kind.isRate() ? "perMinute" : "amount", "must be 1 to " + most);
        require(
                kind.isRate() ? burst >= 1 && burst <= MOST_PER_MINUTE : burst == 0,
                "burst",
                kind.isRate() ? "must be 1 to " + MOST_PER_MINUTE : "is for rates alone");
        period = period == null ? Optional.empty() : period;
        require(
                period.isPresent() == kind.isPeriodic(),
                "period",
                kind.isPeriodic() ? "is required: hour, day, week, month or year" : "is for quotas and budgets alone");
        model = model == null ? Optional.empty() : model;
        model.ifPresent(name -> identifier(name, "model"));
        enforcement = enforcement == null ? Enforcement.BALANCED : enforcement;
        whenUnavailable = whenUnavailable == null ? WhenUnavailable.CLOSED : whenUnavailable;
    }

    /** A balanced rate. */
    public Limit(LimitKind kind, long perMinute, long burst) {
        this(kind, perMinute, burst, null, null, false, null, null, false);
    }

    /** A limit whose bucket holds one minute's worth, which is what applies when no burst is given. */
    public static Limit of(LimitKind kind, long perMinute) {
        return new Limit(kind, perMinute, perMinute);
    }

    /** So many requests at one time. */
    public static Limit concurrent(long most) {
        return new Limit(LimitKind.CONCURRENT_REQUESTS, most, 0, null, null, false, null, null, false);
    }

    /** So many tokens, or nano-units of money, in each period. */
    public static Limit perPeriod(LimitKind kind, long amount, LimitPeriod period) {
        return new Limit(kind, amount, 0, Optional.of(period), null, false, null, null, false);
    }

    public Limit withEnforcement(Enforcement other) {
        return new Limit(kind, amount, burst, period, model, perUser, other, whenUnavailable, shadow);
    }

    public Limit withWhenUnavailable(WhenUnavailable other) {
        return new Limit(kind, amount, burst, period, model, perUser, enforcement, other, shadow);
    }

    public Limit withModel(String name) {
        return new Limit(kind, amount, burst, period, Optional.of(name), perUser, enforcement, whenUnavailable, shadow);
    }

    public Limit forEachUser() {
        return new Limit(kind, amount, burst, period, model, true, enforcement, whenUnavailable, shadow);
    }

    public Limit asShadow() {
        return new Limit(kind, amount, burst, period, model, perUser, enforcement, whenUnavailable, true);
    }

    /**
     * What tells the limit from others of the same tenant, key or product: {@code tokens-per-minute},
     * {@code token-quota:day}, {@code requests-per-minute@gpt-4o}. Part of what callers see as {@code x-tollgate-limit}.
     */
    public String name() {
        return kind.wireName()
                + period.map(value -> ":" + value.wireName()).orElse("")
                + model.map(value -> "@" + value).orElse("");
    }

    /** Returns an unmodifiable copy, empty when {@code limits} is null. */
    static List<Limit> requireDistinct(List<Limit> limits, int mostAtOnce) {
        List<Limit> copy = limits == null ? List.of() : List.copyOf(limits);
        require(copy.size() <= MOST_OF_ONE_OWNER, "limits", "must not be more than " + MOST_OF_ONE_OWNER);
        var seen = new HashSet<String>();
        var ofModel = new HashMap<String, Integer>();
        int ofEveryModel = 0;
        for (Limit limit : copy) {
            String kind = limit.name() + (limit.perUser() ? " per user" : "");
            require(seen.add(kind), "limits", "has more than one of kind " + kind);
            if (limit.model().isPresent()) {
                ofModel.merge(limit.model().get(), 1, Integer::sum);
            } else {
                ofEveryModel++;
            }
        }
        int atOnce = ofEveryModel
                + ofModel.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        require(
                atOnce <= mostAtOnce,
                "limits",
                "has " + atOnce + " that apply to one request; " + mostAtOnce + " may (6 of a product, 6 of a tenant,"
                        + " 4 of a key, so that no request has more than 16)");
        return copy;
    }
}
