package io.tollgate.usage.rerating;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What re-rating has found.
 *
 * @param id under which it is recorded; empty when nothing was
 * @param rows adjustments
 * @param costs by how much the cost changes, by currency, in 10<sup>-21</sup> of it
 */
record Difference(Optional<Long> id, long rows, SortedMap<String, BigInteger> costs) {
    Difference {
        costs = Collections.unmodifiableSortedMap(new TreeMap<>(costs));
    }
}
