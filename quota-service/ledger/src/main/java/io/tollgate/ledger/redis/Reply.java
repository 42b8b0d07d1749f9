package io.tollgate.ledger.redis;

import io.tollgate.ledger.Allowance;
import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.PeriodQuota;
import io.tollgate.ledger.ReservationId;
import io.tollgate.ledger.Slots;
import io.tollgate.ledger.rules.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a script answers, from the front to the back. Not thread-safe. */
final class Reply {

    private final List<Object> values;
    private int next;

    Reply(List<Object> values) {
        this.values = values;
    }

    /** Of a script that answers with nothing else. */
    static List<ReservationId> ids(List<Object> reply) {
        List<ReservationId> ids = new ArrayList<>(reply.size());
        for (Object field : reply) {
            ids.add(new ReservationId(
                    new String((byte[]) field, StandardCharsets.UTF_8).substring(Args.OPEN.length())));
        }
        return List.copyOf(ids);
    }

    long number() {
        return (Long) values.get(next++);
    }

    boolean flag() {
        return number() == 1;
    }

    Reading reading(Allowance allowance) {
        return switch (allowance) {
            case Bucket bucket -> Reading.ofBucket(number());
            case Slots slots -> Reading.ofSlots(slots, number());
            case PeriodQuota quota -> {
                long consumed = number();
                long held = number();
                yield Reading.ofQuota(quota, consumed, held, number());
            }
        };
    }

    Level level(Allowance allowance) {
        return reading(allowance).level(allowance);
    }
}
