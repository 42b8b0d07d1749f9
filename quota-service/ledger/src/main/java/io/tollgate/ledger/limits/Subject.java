package io.tollgate.ledger.limits;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Product;
import io.tollgate.catalog.Tenant;
import java.util.Optional;

/**
 * Whose limits apply to a request.
 *
 * @param tenant who is billed
 * @param product the tenant's, when it has one and it exists
 * @param key what was presented
 * @param user the end user, when the request names one
 * @param model the route's name
 */
public record Subject(Tenant tenant, Optional<Product> product, ApiKey key, Optional<String> user, String model) {}
