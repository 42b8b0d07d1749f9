package io.tollgate.simulator.http;

import io.tollgate.simulator.Simulator;
import io.tollgate.simulator.config.SimulatorConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator on a free port with a clock that stands still, for each test. */
abstract class SimulatorTestBase {
    final FakeClock clock = new FakeClock();
    Simulator simulator;
    Calls calls;

    SimulatorConfig config() {
        return SimulatorConfig.defaults(Calls.KEY);
    }

    @BeforeEach
    void startSimulator() {
        simulator = Simulator.start(config(), clock);
        calls = new Calls(simulator);
    }

    @AfterEach
    void closeSimulator() {
        calls.close();
        simulator.close();
    }
}
