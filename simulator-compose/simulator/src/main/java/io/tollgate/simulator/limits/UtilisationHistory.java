package io.tollgate.simulator.limits;

import io.tollgate.simulator.config.PtuConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What a PTU deployment did in each of the last 600 seconds. A bucket that is not empty drains at the full purchased
 * rate, so drained by capacity is the share of the purchase that was used. Not safe for many threads.
 */
public final class UtilisationHistory {
    private static final int SECONDS = 600;
    private static final long SECOND = 1_000_000;

    private final long[] drainedMilli = new long[SECONDS];
    private final long[] capacityMilli = new long[SECONDS];
    private final long[] servedMilli = new long[SECONDS];
    private final double[] levelPermilleMicros = new double[SECONDS];
    private final long startMicros;
    private long newestSecond;

    UtilisationHistory(long startMicros) {
        this.startMicros = startMicros;
        this.newestSecond = startMicros / SECOND;
    }

    /**
     * One second.
     *
     * @param epochSecond which
     * @param drainedMilli thousandths of weighted tokens that drained in it
     * @param capacityMilli thousandths of weighted tokens that could have
     * @param servedMilli thousandths of weighted tokens of the requests that ended in it
     * @param meanLevelPermille mean level of the bucket, 1000 is full
     */
    public record Second(
            long epochSecond, long drainedMilli, long capacityMilli, long servedMilli, long meanLevelPermille) {}

    void served(long atMicros, long amountMilli) {
        servedMilli[slot(atMicros / SECOND)] += amountMilli;
    }

    /** The level fell in a straight line from {@code fromMilli} to {@code toMilli} between the two times. */
    void drained(long fromMicros, long toMicros, long fromMilli, long toMilli, PtuConfig ptu) {
        double length = Math.max(1, toMicros - fromMicros);
        long oldest = toMicros / SECOND - SECONDS + 1;
        long at = Math.max(fromMicros, oldest * SECOND);
        while (at < toMicros) {
            long end = Math.min(toMicros, (at / SECOND + 1) * SECOND);
            double levelAtStart = fromMilli - (fromMilli - toMilli) * ((at - fromMicros) / length);
            double levelAtEnd = fromMilli - (fromMilli - toMilli) * ((end - fromMicros) / length);
            int slot = slot(at / SECOND);
            drainedMilli[slot] += Math.round(levelAtStart) - Math.round(levelAtEnd);
            capacityMilli[slot] += perMinuteShare(end, ptu) - perMinuteShare(at, ptu);
            levelPermilleMicros[slot] += (levelAtStart + levelAtEnd) / 2 * 1000 / ptu.capacityMilli() * (end - at);
            at = end;
        }
    }

    private static long perMinuteShare(long micros, PtuConfig ptu) {
        long withinMinute = micros % 60_000_000;
        long minutes = micros / 60_000_000;
        return minutes * ptu.drainMilliPerMinute() + withinMinute * ptu.drainMilliPerMinute() / 60_000_000;
    }

    private int slot(long second) {
        if (second - newestSecond >= SECONDS) {
            newestSecond = second - SECONDS;
        }
        while (newestSecond < second) {
            newestSecond++;
            int fresh = (int) (newestSecond % SECONDS);
            drainedMilli[fresh] = 0;
            capacityMilli[fresh] = 0;
            servedMilli[fresh] = 0;
            levelPermilleMicros[fresh] = 0;
        }
        return (int) (second % SECONDS);
    }

    /** The last {@code seconds} seconds, oldest first, ending with the one that {@code nowMicros} lies in. */
    public List<Second> last(int seconds, long nowMicros) {
        long newest = nowMicros / SECOND;
        slot(newest);
        long oldest = Math.max(startMicros / SECOND, newest - Math.min(seconds, SECONDS) + 1);
        List<Second> result = new ArrayList<>();
        for (long second = oldest; second <= newest; second++) {
            int slot = (int) (second % SECONDS);
            long from = Math.max(second * SECOND, startMicros);
            long to = Math.min((second + 1) * SECOND, nowMicros);
            long mean = to <= from ? 0 : Math.round(levelPermilleMicros[slot] / (to - from));
            result.add(new Second(second, drainedMilli[slot], capacityMilli[slot], servedMilli[slot], mean));
        }
        return result;
    }
}
