package io.tollgate.catalog.backend;

/** How a deployment's capacity is paid for. */
public enum CapacityType {
    /** Provisioned throughput units: bought in advance, so unused capacity is lost money. */
    PTU,
    /** Pay as you go: charged by the token. */
    PAYG;

    /** The name in headers, events and reports: {@code ptu} or {@code payg}. */
    public String wireName() {
        return this == PTU ? "ptu" : "payg";
    }
}
