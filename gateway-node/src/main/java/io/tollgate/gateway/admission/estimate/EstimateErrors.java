package io.tollgate.gateway.admission.estimate;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How far recent estimates were from what backends reported, as a part of the latter. Remembers the last
 * {@value #MOST} requests. Thread-safe; writers never wait.
 */
public final class EstimateErrors {

    static final int MOST = 1_024;

    private final AtomicIntegerArray errors = new AtomicIntegerArray(MOST);
    private final AtomicInteger observed = new AtomicInteger();

    /** An estimate, and what it should have been. */
    public void observe(long estimate, long real) {
        float error = (float) (estimate - real) / Math.max(1, real);
        int at = observed.getAndUpdate(count -> count == Integer.MAX_VALUE ? MOST : count + 1);
        errors.set(at % MOST, Float.floatToRawIntBits(error));
    }

    /** The size of the error that this percentage of the requests do not exceed; 0 when there are none. */
    public double percentile(int percent) {
        double[] sizes = recent();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(sizes[i]);
        }
        Arrays.sort(sizes);
        return sizes.length == 0 ? 0 : sizes[Math.max(0, Math.ceilDiv(sizes.length * percent, 100) - 1)];
    }

    /** The mean error, more than 0 when estimates are too high; 0 when there are none. */
    public double bias() {
        return Arrays.stream(recent()).average().orElse(0);
    }

    private double[] recent() {
        double[] recent = new double[Math.min(observed.get(), MOST)];
        for (int i = 0; i < recent.length; i++) {
            recent[i] = Float.intBitsToFloat(errors.get(i));
        }
        return recent;
    }
}
