package io.tollgate.gateway.upstream.credential;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Time and chance, as tokens need them.
 *
 * @param clock the wall clock, by which tokens expire
 * @param timers run renewals
 * @param random spreads them; used by several threads
 */
public record Surroundings(InstantSource clock, Timers timers, RandomGenerator random) {}
