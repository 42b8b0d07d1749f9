package io.tollgate.ledger.limits;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.codec.KeyHash;
import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.Slots;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Which limits apply to a request, and which allowances of which ledger account they are. The gateway node, which
 * reserves, and the quota service, which looks on, both ask here.
 */
public final class ApplicableLimits {

    /** A ledger command has at most so many debits; configuration is refused beforehand. */
    public static final int MOST = 16;

    private static final int USER_HASH_DIGITS = 32;
    private static final String NO_USER = "-";

    private ApplicableLimits() {}

    /** The ledger account of a tenant: its product's, so that one step decides over both, or its own. */
    public static String account(Tenant tenant) {
        return tenant.product().map(product -> "_product." + product).orElse(tenant.id());
    }

    /** In the order product, tenant, key, user. */
    public static List<ApplicableLimit> of(Subject subject, Instant now) {
        var found = new ArrayList<ApplicableLimit>();
        Tenant tenant = subject.tenant();
        ApiKey key = subject.key();
        String inProduct = tenant.product().isPresent() ? tenant.id() + "/" : "";
        if (subject.product().isPresent()) {
            Product product = subject.product().get();
            add(found, product.limits(), new Scope("product:", "", product.timeZone()), subject, now);
        }
        add(found, tenant.limits(), new Scope("tenant:", inProduct, tenant.timeZone()), subject, now);
        String ofKey = "key:" + key.id() + ":";
        add(found, key.limits(), new Scope(ofKey, inProduct, tenant.timeZone()), subject, now);
        return found;
    }

    /**
     * Where limits are configured.
     *
     * @param name how their names begin
     * @param idPrefix how their ids begin in an account that several tenants share, before the name
     * @param timeZone in which their periods end
     */
    private record Scope(String name, String idPrefix, String timeZone) {}

    private static void add(
            List<ApplicableLimit> found, List<Limit> limits, Scope scope, Subject subject, Instant now) {
        for (Limit limit : limits) {
            if (limit.model().isEmpty() || limit.model().get().equals(subject.model())) {
                String name = scope.name() + (limit.perUser() ? "user:" : "") + limit.name();
                String id = scope.idPrefix() + name + (limit.perUser() ? "#" + userDigest(subject) : "");
                found.add(new ApplicableLimit(limit, name, allowance(limit, id, scope.timeZone(), now)));
            }
        }
    }

    /** A digest, so that neither length nor contents of what callers send stand in Redis. */
    private static String userDigest(Subject subject) {
        return subject.user()
                .map(user -> KeyHash.of(user).substring(0, USER_HASH_DIGITS))
                .orElse(NO_USER);
    }

    private static Allowance allowance(Limit limit, String id, String timeZone, Instant now) {
        return switch (limit.kind()) {
            case TOKENS_PER_MINUTE, REQUESTS_PER_MINUTE -> new Bucket(id, limit.amount(), limit.burst());
            case CONCURRENT_REQUESTS -> new Slots(id, limit.amount());
            case TOKEN_QUOTA, MONEY_BUDGET -> {
                ZoneId zone = ZoneId.of(timeZone);
                Instant end = limit.period().orElseThrow().endAfter(now, zone);
                Instant next = limit.period().orElseThrow().endAfter(end, zone);
                yield new PeriodQuota(id, limit.amount(), end.toEpochMilli(), next.toEpochMilli());
            }
        };
    }
}
