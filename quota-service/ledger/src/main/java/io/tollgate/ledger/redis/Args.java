package io.tollgate.ledger.redis;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Slots;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What a script is told, in the order and with the numbers that {@code common-v2.lua} names. Not thread-safe. */
final class Args {

    /** Stands before the id of what is open, and never before an allowance's. */
    static final String OPEN = "#";

    private static final int NUMBERS = 1 + 4 * Double.BYTES + Short.BYTES;
    private static final byte[] ZERO = {'0'};

    private final Object[] args;
    private int next;

    Args(int size) {
        args = new Object[size];
    }

    /** What kind of allowance, for the scripts. */
    static long what(Allowance allowance) {
        return switch (allowance) {
            case Bucket bucket -> 1;
            case Slots slots -> 2;
            case PeriodQuota quota -> 3;
        };
    }

    Args id(ReservationId id) {
        return name(OPEN + id.value());
    }

    Args name(String name) {
        return bytes(name.getBytes(StandardCharsets.UTF_8));
    }

    Args number(long number) {
        return number == 0 ? bytes(ZERO) : name(Long.toString(number));
    }

    /** All of it in one argument. Every number is an integer that a double holds exactly. */
    Args withAmount(Allowance allowance, int role, long amount, long floor) {
        byte[] id = allowance.id().getBytes(StandardCharsets.UTF_8);
        ByteBuffer packed = ByteBuffer.allocate(NUMBERS + id.length).order(ByteOrder.LITTLE_ENDIAN);
        packed.put((byte) (what(allowance) + 4L * role)).putDouble(amount);
        switch (allowance) {
            case Bucket bucket ->
                packed.putDouble(bucket.perMinute())
                        .putDouble(bucket.capacity())
                        .putDouble(floor);
            case Slots slots -> packed.putDouble(slots.most()).putDouble(0).putDouble(0);
            case PeriodQuota quota ->
                packed.putDouble(quota.amount()).putDouble(quota.endsAtMillis()).putDouble(quota.nextEndsAtMillis());
        }
        return bytes(packed.putShort((short) id.length).put(id).array());
    }

    private Args bytes(byte[] arg) {
        args[next++] = arg;
        return this;
    }

    /** The rule's three numbers. */
    Args rule(Allowance allowance) {
        return switch (allowance) {
            case Bucket bucket ->
                number(bucket.perMinute()).number(bucket.capacity()).number(0);
            case Slots slots -> number(slots.most()).number(0).number(0);
            case PeriodQuota quota ->
                number(quota.amount()).number(quota.endsAtMillis()).number(quota.nextEndsAtMillis());
        };
    }

    Object[] done() {
        return args;
    }
}
