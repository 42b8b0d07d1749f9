package io.tollgate.gateway.routing.probe;

import io.tollgate.gateway.model.ReportedRoom;
import io.tollgate.gateway.model.UpstreamOutcome;
import io.tollgate.gateway.routing.Flight;

/** Passes over failures: it may be the small call that the deployment does not like. */
record LenientFlight(Flight flight) implements Flight {

    @Override
    public void decided(UpstreamOutcome outcome) {
        if (!outcome.retriable()) {
            flight.decided(outcome);
        }
    }

    @Override
    public void reported(ReportedRoom room) {
        flight.reported(room);
    }

    @Override
    public void firstToken(long promptTokens, long nanos) {
        flight.firstToken(promptTokens, nanos);
    }

    @Override
    public void whole(long promptTokens, long outputTokens, long nanos) {
        flight.whole(promptTokens, outputTokens, nanos);
    }

    @Override
    public void close() {
        flight.close();
    }
}
