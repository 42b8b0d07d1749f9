package io.tollgate.ledger.limits;

import io.tollgate.catalog.Limit;
import io.tollgate.ledger.Allowance;

/**
 * A limit that applies to a request.
 *
 * @param limit the configuration
 * @param name which limit of which scope, as callers see it in {@code x-tollgate-limit}: {@code tenant:tokens-per-minute},
 *     {@code key:web-1:requests-per-minute}, {@code user:token-quota:day}, {@code product:money-budget:month}
 * @param allowance the rule in the tenant's ledger account
 */
public record ApplicableLimit(Limit limit, String name, Allowance allowance) {}
