package io.tollgate.quota.usage;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.quota.crud.Amount;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One limit and what it has left; which fields there are depends on its kind. */
@Schema(
        name = "Level",
        description = "What a limit has left",
        oneOf = {
            LevelDocument.RateLevel.class,
            LevelDocument.ConcurrencyLevel.class,
            LevelDocument.QuotaLevel.class,
            LevelDocument.BudgetLevel.class
        })
public sealed interface LevelDocument {

    /** As callers see it: {@code tenant:tokens-per-minute}, {@code key:web-1:token-quota:day}. */
    String limit();

    /** As in the limit's document. */
    String kind();

    /**
     * Of a rate.
     *
     * @param available what could be taken now; negative while in debt
     * @param fullInMillis until the bucket is full again
     */
    @Schema(name = "RateLevel")
    record RateLevel(String limit, String kind, long perMinute, long burst, long available, long fullInMillis)
            implements LevelDocument {

        /** Of a bucket that counts {@code what}. */
        public static RateLevel of(String name, LimitKind what, Bucket bucket, Level level) {
            return new RateLevel(
                    name,
                    what.wireName(),
                    bucket.perMinute(),
                    bucket.capacity(),
                    level.available(),
                    level.resetMillis());
        }
    }

    /**
     * Of concurrent requests.
     *
     * @param used by requests in flight
     */
    @Schema(name = "ConcurrencyLevel")
    record ConcurrencyLevel(String limit, String kind, long most, long used, long available) implements LevelDocument {}

    /**
     * Of a token quota.
     *
     * @param used in this period, by requests in flight too
     * @param resetsInMillis until the period ends
     */
    @Schema(name = "QuotaLevel")
    record QuotaLevel(
            String limit, String kind, long tokens, long used, long available, long resetsInMillis, String resetsAt)
            implements LevelDocument {}

    /**
     * Of a money budget, in decimals.
     *
     * @param used in this period, by requests in flight too
     * @param resetsInMillis until the period ends
     */
    @Schema(name = "BudgetLevel")
    record BudgetLevel(
            String limit,
            String kind,
            String amount,
            String used,
            String available,
            long resetsInMillis,
            String resetsAt)
            implements LevelDocument {}

    static LevelDocument of(ApplicableLimit applicable, Level level) {
        Limit limit = applicable.limit();
        String name = applicable.name();
        String kind = limit.kind().wireName();
        long available = level.available();
        return switch (level.allowance()) {
            case Bucket bucket -> RateLevel.of(name, limit.kind(), bucket, level);
            case Slots slots -> new ConcurrencyLevel(name, kind, slots.most(), slots.most() - available, available);
            case PeriodQuota quota
            when limit.kind() == LimitKind.MONEY_BUDGET ->
                new BudgetLevel(
                        name,
                        kind,
                        Amount.text(quota.amount()),
                        Amount.text(quota.amount() - available),
                        Amount.text(available),
                        level.resetMillis(),
                        end(quota));
            case PeriodQuota quota ->
                new QuotaLevel(
                        name,
                        kind,
                        quota.amount(),
                        quota.amount() - available,
                        available,
                        level.resetMillis(),
                        end(quota));
        };
    }

    /** Of a deployment's bucket. */
    static LevelDocument ofCapacity(Level level) {
        var bucket = (Bucket) level.allowance();
        LimitKind kind = bucket.id().equals("requests") ? LimitKind.REQUESTS_PER_MINUTE : LimitKind.TOKENS_PER_MINUTE;
        return RateLevel.of(bucket.id(), kind, bucket, level);
    }

    private static String end(PeriodQuota quota) {
        return Instant.ofEpochMilli(quota.endsAtMillis()).toString();
    }
}
