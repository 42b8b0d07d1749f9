package io.tollgate.ledger.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * How near to full a bucket has been since any of its charges. The room of a bucket (its capacity less its level) is
 * lowest just before a charge, so those are the moments that count. For a charge with mark m the list answers: the least
 * room that any charge with a mark of m or more has found.
 *
 * <p>Marks and rooms both grow along the list: a low that a later one undercuts is of no interest any more. The list is
 * short, so an answer may be of an older, lower low: too little room, never too much.
 */
final class Lows {

    /** With one more, the list is cut down to {@link #KEPT}. */
    static final int MOST = 12;

    static final int KEPT = 8;

    private Lows() {}

    /**
     * @param mark of a charge
     * @param room units that were missing to a full bucket before it; less, when what was charged has been given back since
     */
    record Low(long mark, long room) {}

    static List<Low> push(List<Low> lows, long mark, long room) {
        List<Low> after = new ArrayList<>(lows);
        while (!after.isEmpty() && after.getLast().room() >= room) {
            after.removeLast();
        }
        after.add(new Low(mark, room));
        if (after.size() > MOST) {
            while (after.size() > KEPT) {
                mergeClosest(after);
            }
        }
        return after;
    }

    /**
     * Two neighbours become one that covers the marks of both with the lower room: too little for some. They are those whose
     * rooms are nearest by ratio, so that the list stays fine where room is scarce and is coarse where there is plenty.
     */
    private static void mergeClosest(List<Low> lows) {
        int closest = 0;
        double nearest = -1;
        for (int i = 0; i + 1 < lows.size(); i++) {
            double ratio = (double) lows.get(i).room() / lows.get(i + 1).room();
            if (ratio > nearest) {
                nearest = ratio;
                closest = i;
            }
        }
        long lower = lows.remove(closest).room();
        lows.set(closest, new Low(lows.get(closest).mark(), lower));
    }

    /** The least of {@code room}, which is now's, and the rooms since the charge. */
    static long leastSince(List<Low> lows, long mark, long room) {
        for (Low low : lows) {
            if (low.mark() >= mark) {
                return Math.min(room, low.room());
            }
        }
        return room;
    }

    /** The list as if the bucket had held {@code units} more ever since the charge; at most {@link #leastSince}. */
    static List<Low> raise(List<Low> lows, long mark, long units) {
        List<Low> after = new ArrayList<>();
        for (Low low : lows) {
            if (low.mark() < mark) {
                after.add(low);
                continue;
            }
            long room = low.room() - units;
            while (!after.isEmpty() && after.getLast().room() >= room) {
                after.removeLast();
            }
            after.add(new Low(low.mark(), room));
        }
        return after;
    }
}
