package io.tollgate.catalog.codec;

import io.tollgate.catalog.ApiKey;
import io.tollgate.catalog.CatalogSnapshot;
import io.tollgate.catalog.Tenant;
import io.tollgate.catalog.signals.NodeSignals;

/**
 * Where the catalog stands in Redis for the gateway nodes: the contract between the quota service, which writes, and the
 * nodes, which read.
 *
 * <p>A change is written in this order: tenant and key records, snapshot, version, message. A reader that sees version
 * {@code n} therefore finds records at least as new as {@code n}. Everything can be written again from PostgreSQL at any
 * time, and is when the version is found missing.
 *
 * <p>Tenant and key records carry a further member {@code version}: the catalog version that they were read at. A writer
 * never replaces a record by one of a lower version. A tenant that was deleted stays for a day as a disabled one, a key
 * as a revoked one, and is then absent.
 */
public final class Published {

    /** A decimal {@code long}. Nodes also read it on a timer, since messages can be lost. */
    public static final String VERSION = "tollgate:catalog:version";

    /** JSON of a {@link CatalogSnapshot}. */
    public static final String SNAPSHOT = "tollgate:catalog:snapshot";

    /** Topic; the message is the new version as a decimal. */
    public static final String CHANGES = "tollgate:catalog:changes";

    /**
     * Hash of node name to {@code version:epochMillis}: the version that the node has applied, and when it said so. Each
     * node writes once a second; one that is silent for five seconds counts as gone.
     */
    public static final String APPLIED = "tollgate:catalog:applied";

    /** Hash of node name to JSON of {@link NodeSignals}; what a node last said, however long ago. */
    public static final String SIGNALS = "tollgate:deployments:signals";

    private Published() {}

    /** JSON of a {@link Tenant}. */
    public static String tenant(String tenantId) {
        return "tollgate:catalog:tenant:" + tenantId;
    }

    /** JSON of an {@link ApiKey}; absent for keys that never existed. */
    public static String key(String hash) {
        return "tollgate:catalog:key:" + hash;
    }
}
