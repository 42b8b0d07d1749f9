package io.tollgate.gateway.admission.degraded;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What the degraded mode has to know of the world.
 *
 * @param liveNodes nodes that share the limits, this one included; the last known number while nobody can tell
 * @param ledgerAnswers whether the ledger can be asked
 */
public record Surroundings(
        LongSupplier monotonicMillis, InstantSource clock, IntSupplier liveNodes, BooleanSupplier ledgerAnswers) {}
