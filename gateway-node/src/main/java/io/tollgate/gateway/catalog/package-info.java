/**
 * What the node knows of the catalog: the snapshot of routes and deployments, swapped atomically, and tenants and keys,
 * looked up when first seen. Both follow {@link io.tollgate.catalog.codec.Published}. A change is in force as soon as its
 * message arrives, and at the latest one poll ({@value io.tollgate.gateway.catalog.CatalogFeed#POLL_MILLIS} ms) later.
 */
package io.tollgate.gateway.catalog;
