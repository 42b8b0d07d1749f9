package io.tollgate.simulator.serving;

import io.tollgate.simulator.config.SimulatorConfig;
import io.tollgate.simulator.deployment.Deployments;
import io.tollgate.simulator.journal.Journal;
import io.tollgate.simulator.stored.Memory;
import java.util.function.LongSupplier;

/**
 * What all event loops share.
 *
 * @param config as started
 * @param deployments at work
 * @param journal of what was received
 * @param memory of this instance
 * @param nowMicros the clock, microseconds since the epoch
 */
public record Core(
        SimulatorConfig config, Deployments deployments, Journal journal, Memory memory, LongSupplier nowMicros) {}
