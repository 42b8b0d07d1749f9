package io.tollgate.quota.limits;

import io.tollgate.catalog.Enforcement;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.catalog.WhenUnavailable;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Amount;
import io.tollgate.quota.crud.Choices;
import io.tollgate.quota.crud.Fields;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A limit as administrators write it; see {@link Limit} for the meaning of the fields. Which of {@code perMinute},
 * {@code most}, {@code tokens} and {@code amount} it has depends on its kind.
 *
 * @param burst what a rate's bucket holds when full; {@code perMinute} when absent
 * @param amount decimal, exact to the nano-unit
 * @param perUser false when absent
 * @param enforcement balanced when absent; null for what counts neither tokens nor money
 * @param whenUnavailable closed when absent
 * @param shadow false when absent
 */
@Schema(
        name = "Limit",
        description = "A rate, a number of concurrent requests, a quota or a budget that must not be exceeded")
public record LimitDocument(
        @Schema(
                enumeration = {
                    "tokens-per-minute",
                    "requests-per-minute",
                    "concurrent-requests",
                    "token-quota",
                    "money-budget"
                },
                required = true)
        String kind,

        @Schema(description = "Of a rate, which has to have it", minimum = "1")
        Long perMinute,

        @Schema(description = "Of a rate: what the bucket holds when full; perMinute when absent", minimum = "1")
        Long burst,

        @Schema(description = "Of concurrent-requests, which has to have it", minimum = "1")
        Long most,

        @Schema(
                description = "Of a quota or budget, which has to have it; in the time zone of the tenant or product",
                enumeration = {"hour", "day", "week", "month", "year"})
        String period,

        @Schema(description = "Of a token-quota, which has to have it", minimum = "1")
        Long tokens,

        @Schema(
                description = "Of a money-budget, which has to have it: a decimal with at most 9 places",
                examples = "250.00")
        String amount,

        @Schema(description = "Only requests to the route of this name count")
        String model,

        @Schema(description = "Each end user has the limit for itself", defaultValue = "false")
        Boolean perUser,

        @Schema(
                enumeration = {"strict", "balanced"},
                defaultValue = "balanced",
                description = "Whether a request reserves the most it can use, or what it will probably use")
        String enforcement,

        @Schema(
                enumeration = {"closed", "local-share", "open"},
                defaultValue = "closed",
                description = "What happens while the ledger cannot be asked")
        String whenUnavailable,

        @Schema(description = "Only reports what it would have refused", defaultValue = "false")
        Boolean shadow) {

    public static LimitDocument of(Limit limit) {
        LimitKind kind = limit.kind();
        boolean rate = kind.isRate();
        boolean money = kind == LimitKind.MONEY_BUDGET;
        return new LimitDocument(
                kind.wireName(),
                rate ? limit.amount() : null,
                rate ? limit.burst() : null,
                kind == LimitKind.CONCURRENT_REQUESTS ? limit.amount() : null,
                limit.period().map(LimitPeriod::wireName).orElse(null),
                kind == LimitKind.TOKEN_QUOTA ? limit.amount() : null,
                money ? Amount.text(limit.amount()) : null,
                limit.model().orElse(null),
                limit.perUser() ? true : null,
                kind.countsTokens() || money ? limit.enforcement().wireName() : null,
                limit.whenUnavailable().wireName(),
                limit.shadow() ? true : null);
    }

    public static List<LimitDocument> of(List<Limit> limits) {
        return limits.stream().map(LimitDocument::of).toList();
    }

    /** The limits, with the position of one at fault in the field's name. */
    public static List<Limit> toLimits(List<LimitDocument> documents) {
        return Fields.each(documents, "limits", LimitDocument::toLimit);
    }

    private Limit toLimit() {
        LimitKind what = Choices.read(kind, "kind", LimitKind.values(), LimitKind::wireName);
        long quantity = quantity(what);
        forbid(burst, "burst", what, what.isRate());
        forbid(period, "period", what, what.isPeriodic());
        long full = what.isRate() ? (burst == null ? quantity : burst) : 0;
        return new Limit(
                what,
                quantity,
                full,
                choice(period, "period", LimitPeriod.values(), LimitPeriod::wireName),
                Optional.ofNullable(model),
                Boolean.TRUE.equals(perUser),
                choice(enforcement, "enforcement", Enforcement.values(), Enforcement::wireName)
                        .orElse(null),
                choice(whenUnavailable, "whenUnavailable", WhenUnavailable.values(), WhenUnavailable::wireName)
                        .orElse(null),
                Boolean.TRUE.equals(shadow));
    }

    private long quantity(LimitKind what) {
        forbid(perMinute, "perMinute", what, what.isRate());
        forbid(most, "most", what, what == LimitKind.CONCURRENT_REQUESTS);
        forbid(tokens, "tokens", what, what == LimitKind.TOKEN_QUOTA);
        forbid(amount, "amount", what, what == LimitKind.MONEY_BUDGET);
        return switch (what) {
            case TOKENS_PER_MINUTE, REQUESTS_PER_MINUTE -> within(perMinute, "perMinute", Limit.MOST_PER_MINUTE);
            case CONCURRENT_REQUESTS -> within(most, "most", Limit.MOST_PER_MINUTE);
            case TOKEN_QUOTA -> within(tokens, "tokens", Limit.MOST_PER_PERIOD);
            case MONEY_BUDGET -> money();
        };
    }

    private long money() {
        long nanos = Amount.nanos(amount, "amount");
        if (nanos < 1 || nanos > Limit.MOST_PER_PERIOD) {
            throw new InvalidCatalogException(
                    "amount", "must be " + Amount.text(1) + " to " + Amount.text(Limit.MOST_PER_PERIOD));
        }
        return nanos;
    }

    private static long within(Long value, String field, long most) {
        if (value == null) {
            throw new InvalidCatalogException(field, "is required");
        }
        if (value < 1 || value > most) {
            throw new InvalidCatalogException(field, "must be 1 to " + most);
        }
        return value;
    }

    private static void forbid(Object value, String field, LimitKind what, boolean itsOwn) {
        if (value != null && !itsOwn) {
            throw new InvalidCatalogException(field, "is not for " + what.wireName());
        }
    }

    private static <E extends Enum<E>> Optional<E> choice(
            String text, String field, E[] all, Function<E, String> wireName) {
        return Optional.ofNullable(text).map(given -> Choices.read(given, field, all, wireName));
    }
}
