package io.tollgate.quota.usage;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Limit;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Tenant;
import io.tollgate.ledger.limits.ApplicableLimit;
import io.tollgate.ledger.limits.ApplicableLimits;
import io.tollgate.ledger.limits.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every limit that can apply to a request of a tenant, whatever its key and model.
 *
 * @param tenant whose
 * @param product the tenant's
 * @param keys the tenant's
 * @param user the end user whose limits are meant; those who name none when absent
 */
public record TenantLimits(Tenant tenant, Optional<Product> product, List<ApiKey> keys, Optional<String> user) {

    private static final String NO_MODEL = "";

    /** In the order product, tenant, keys. */
    public List<ApplicableLimit> at(Instant now) {
        Map<String, ApplicableLimit> found = new LinkedHashMap<>();
        Stream.concat(Stream.of(noKey(tenant)), keys.stream().filter(key -> !key.revoked()))
                .forEach(key -> models(key).forEach(model -> ApplicableLimits.of(
                                new Subject(tenant, product, key, user, model), now)
                        .forEach(limit -> found.putIfAbsent(limit.allowance().id(), limit))));
        return List.copyOf(found.values());
    }

    private Set<String> models(ApiKey key) {
        var limits = Stream.of(product.map(Product::limits).orElse(List.of()), tenant.limits(), key.limits());
        var named = limits.flatMap(List::stream).map(Limit::model).flatMap(Optional::stream);
        return Stream.concat(Stream.of(NO_MODEL), named).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Stands in where limits of no key are asked for. */
    public static ApiKey noKey(Tenant tenant) {
        return new ApiKey(
                "none", tenant.id(), "none", "0".repeat(64), false, Optional.empty(), List.of(), Optional.empty());
    }
}
