package io.tollgate.ledger;

/**
 * So many at one time: a reservation holds its slots until it ends or expires. What is used of slots is always 0.
 *
 * @param id as {@link Allowance#id}
 * @param most 1 to {@link Bucket#MOST}
 */
public record Slots(String id, long most) implements Allowance {
    public Slots {
        Names.requireAllowanceId(id);
        if (most < 1 || most > Bucket.MOST) {
            throw new IllegalArgumentException("most must be 1 to " + Bucket.MOST);
        }
    }

    @Override
    public long capacity() {
        return most;
    }
}
