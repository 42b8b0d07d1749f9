/**
 * What is configured: tenants, products, keys, limits, deployments, routes and prices, as records that cannot be wrong.
 *
 * <p>Every record checks itself when it is made and throws
 * {@link io.tollgate.catalog.rules.InvalidCatalogException} with the name of the field and what would be right. All types
 * are immutable and may be shared between threads. Nothing here depends on anything but the JDK; JSON and the names in
 * Redis live in {@link io.tollgate.catalog.codec}.
 */
package io.tollgate.catalog;
