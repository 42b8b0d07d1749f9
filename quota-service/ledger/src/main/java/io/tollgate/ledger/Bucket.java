package io.tollgate.ledger;

import java.util.Objects;

/**
 * A token bucket's rule. The state is the store's; the rule comes with every command, so that a changed limit is in
 * force with the next request.
 *
 * @param id unique within the account, for example {@code tenant:tokens-per-minute}
 * @param perMinute the refill, 1 or more
 * @param capacity what the bucket holds when full, 1 or more
 */
public record Bucket(String id, long perMinute, long capacity) {

    /** Above this, micro-levels would leave the integers that Lua numbers hold exactly. */
    public static final long MOST = 100_000_000_000L;

    public Bucket {
        Objects.requireNonNull(id, "id");
        if (perMinute < 1 || perMinute > MOST || capacity < 1 || capacity > MOST) {
            throw new IllegalArgumentException("perMinute and capacity must be 1 to " + MOST);
        }
    }
}
