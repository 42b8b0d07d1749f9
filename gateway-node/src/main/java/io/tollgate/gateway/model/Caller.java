package io.tollgate.gateway.model;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.Tenant;

/**
 * An authenticated application acting for a tenant.
 *
 * @param tenant who is billed
 * @param key what it presented
 */
public record Caller(Tenant tenant, ApiKey key) {}
