package io.tollgate.ledger;

/**
 * A token bucket's rule. The state is the store's; the rule comes with every command, so that a changed limit is in
 * force with the next request. A bucket never seen before is full; one that has been full and untouched for an hour is
 * forgotten, which is the same.
 *
 * @param id unique within the account, for example {@code tenant:tokens-per-minute}; 1 to 256 characters, no control
 *     character, not starting with '#'
 * @param perMinute the refill, 1 or more
 * @param capacity what the bucket holds when full, 1 or more
 */
public record Bucket(String id, long perMinute, long capacity) implements Allowance {

    /** Above this, levels in units of 1/60000 would leave the integers that Lua numbers hold exactly. */
    public static final long MOST = 100_000_000_000L;

    public Bucket {
        Names.requireAllowanceId(id);
        if (perMinute < 1 || perMinute > MOST || capacity < 1 || capacity > MOST) {
            throw new IllegalArgumentException("perMinute and capacity must be 1 to " + MOST);
        }
    }
}
