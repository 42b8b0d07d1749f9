package io.tollgate.gateway.exchange.broken;

import io.tollgate.gateway.admission.estimate.RecentlyUsed;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The benefit of the doubt. Of a backend of which nobody knows whether it stops when a call is given up, a tenant's streams are
 * charged as if it did, as long as what it may have generated beyond that is thought to be no more than a twentieth of what the tenant has been
 * charged there. Thread-safe; remembers at most {@value #MAX_PAIRS} pairs of tenant and deployment.
 */
final class Doubt {

    /** Tokens that may be in doubt before anything has been charged. */
    static final long INITIAL_TOKENS = 640;

    private static final int MAX_PAIRS = 10_000;
    private static final long MAX_TOKENS = 8 * INITIAL_TOKENS;
    private static final int CHARGED_FOR_EACH = 20;

    private final RecentlyUsed<Pair, AtomicLong> left = new RecentlyUsed<>(MAX_PAIRS);

    private record Pair(String tenant, String deployment) {}

    /** Output has been charged. */
    void charged(CallKind kind, long tokens) {
        of(kind).updateAndGet(before -> Math.min(MAX_TOKENS, before + tokens / CHARGED_FOR_EACH));
    }

    /** Whether so much may be in doubt as well; it is, if so. */
    boolean allows(CallKind kind, long tokens) {
        AtomicLong own = of(kind);
        long before = own.get();
        while (before >= tokens) {
            if (own.compareAndSet(before, before - tokens)) {
                return true;
            }
            before = own.get();
        }
        return false;
    }

    private AtomicLong of(CallKind kind) {
        return left.computeIfAbsent(
                new Pair(kind.tenant(), kind.deployment()), fresh -> new AtomicLong(INITIAL_TOKENS));
    }
}
